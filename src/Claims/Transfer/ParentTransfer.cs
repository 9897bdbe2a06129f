using Repro.Models.Randomness;
using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Claims.Transfer;

/// <summary>
/// Starts a model from a trained one, its parent (arXiv 2402.02619). The parent's layers become the first layers and its heads the
/// first heads; layers and heads may be more than the parent's, all other sizes are equal.
/// <list type="bullet">
/// <item>Every method copies, as the published code does, W_Q, W_K, W_V, b_Q, b_K, b_V, the MLPs, ln1, ln_final.w, W_E, W_pos and W_U.
/// W_O, b_O, ln2, ln_final.b and b_U are left out and get initial values.</item>
/// <item><see cref="TransferMethod.InitialiseWhole"/>, ours, copies these too.</item>
/// <item><see cref="TransferMethod.FreezeAttention"/> puts W_Q, W_K, W_V, b_Q, b_K and b_V back after the steps 0, 100, 200, … Of all
/// the parent's heads: the published code takes those that an analysis of the parent found useful. As published, the heads are then
/// aligned to the right, the parent's last to the last, although they first went to the first.</item>
/// <item><see cref="TransferMethod.FreezeAll"/> puts these and the MLPs back after the same steps, heads where they first went; the one
/// published model has its parent's number of heads.</item>
/// </list>
/// What is not copied is drawn from a stream of its own. From the stream of models from scratch it would, with the parent's seed, be
/// what the parent itself started from: a W_O that the copied heads had been trained with.
/// </summary>
public sealed class ParentTransfer : IInitialisation
{
    private const int RestoreEvery = 100;

    private static readonly string[] Ends = ["embed.W_E", "pos_embed.W_pos", "ln_final.w", "unembed.W_U"];
    private static readonly string[] EndsLeftOut = ["ln_final.b", "unembed.b_U"];
    private static readonly string[] Attention = ["attn.W_Q", "attn.W_K", "attn.W_V", "attn.b_Q", "attn.b_K", "attn.b_V"];
    private static readonly string[] Mlp = ["mlp.W_in", "mlp.b_in", "mlp.W_out", "mlp.b_out"];
    private static readonly string[] BlockLeftOut = ["attn.W_O", "attn.b_O", "ln2.w", "ln2.b"];

    private readonly TransferMethod _method;
    private readonly Parameters _parent;

    /// <summary>A transfer from a parent.</summary>
    /// <param name="method">What is copied and when.</param>
    /// <param name="parentName">The parent's name.</param>
    /// <param name="parent">The parent's parameters, which must not change any more.</param>
    public ParentTransfer(TransferMethod method, string parentName, Parameters parent)
    {
        ArgumentNullException.ThrowIfNull(parent);
        _method = method;
        _parent = parent;
        Identity = IdentityStart(method, parentName) + parent.Hash();
    }

    /// <summary>
    /// Method, parent and the SHA-256 of its parameters, for instance <c>ins1 and own draws from add_d5_l2_h3 sha256 9f0c…</c>.
    /// </summary>
    public string Identity { get; }

    /// <summary>The written name of a method: ins1, ins1c, ins2 or ins3.</summary>
    public static string Tag(TransferMethod method) => method switch
    {
        TransferMethod.Initialise => "ins1",
        TransferMethod.InitialiseWhole => "ins1c",
        TransferMethod.FreezeAttention => "ins2",
        TransferMethod.FreezeAll => "ins3",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, message: null),
    };

    /// <summary>An <see cref="Identity"/> without the hash.</summary>
    public static string IdentityStart(TransferMethod method, string parentName) => $"{Tag(method)} and own draws from {parentName} sha256 ";

    /// <inheritdoc/>
    public Parameters Start(TransformerConfig config, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(config);
        RequireFit(config);
        var parameters = Parameters.Initialise(config, seed, StreamPurpose.InitialisationBesideCopies);
        var whole = _method == TransferMethod.InitialiseWhole;
        Copy(parameters, whole ? [.. Ends, .. EndsLeftOut] : Ends);
        Copy(parameters, InEachBlock([.. Attention, .. Mlp, "ln1.w", "ln1.b", .. whole ? BlockLeftOut : []]));
        return parameters;
    }

    /// <inheritdoc/>
    public bool RestoresAfter(int step) =>
        _method is TransferMethod.FreezeAttention or TransferMethod.FreezeAll && step % RestoreEvery == 0;

    /// <inheritdoc/>
    public void Restore(Parameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (_method == TransferMethod.FreezeAttention)
        {
            Copy(parameters, InEachBlock(Attention), parameters.Layout.Config.Heads - _parent.Layout.Config.Heads);
        }
        else
        {
            Copy(parameters, InEachBlock([.. Attention, .. Mlp]));
        }
    }

    private IEnumerable<string> InEachBlock(IEnumerable<string> names) =>
        Enumerable.Range(0, _parent.Layout.Config.Layers).SelectMany(layer => names.Select(name => $"blocks.{layer}.{name}"));

    // A tensor with a head index has it first, so that the parent's heads are one piece; any other has the parent's length.
    private void Copy(Parameters parameters, IEnumerable<string> names, int firstHead = 0)
    {
        var heads = _parent.Layout.Config.Heads;
        foreach (var name in names)
        {
            var source = _parent[name];
            source.CopyTo(parameters[name].Slice(firstHead * source.Length / heads, source.Length));
        }
    }

    private void RequireFit(TransformerConfig config)
    {
        var parent = _parent.Layout.Config;
        if (parent.Layers > config.Layers || parent.Heads > config.Heads)
        {
            throw new ArgumentException(
                $"A parent of {parent.Layers} layers and {parent.Heads} heads does not fit into {config.Layers} layers and {config.Heads} heads.");
        }

        if (parent with { Layers = config.Layers, Heads = config.Heads } != config)
        {
            throw new ArgumentException($"Parent and model may differ in layers and heads only; they are {parent} and {config}.");
        }
    }
}
