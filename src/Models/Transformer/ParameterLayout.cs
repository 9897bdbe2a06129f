using System.Collections.Immutable;

namespace Repro.Models.Transformer;

/// <summary>
/// Names, shapes and offsets of all parameters of a config, in the order of TransformerLens's modules. Names and shapes are
/// TransformerLens's: W_E [d_vocab, d_model], W_pos [n_ctx, d_model], W_Q, W_K, W_V [head, d_model, d_head],
/// W_O [head, d_head, d_model], W_in [d_model, d_mlp], W_out [d_mlp, d_model], W_U [d_model, d_vocab].
/// </summary>
public sealed class ParameterLayout
{
    // All parameters lie in one buffer, which is hashed, read and written as bytes; and a span has no more bytes than an int counts.
    private const int Most = int.MaxValue / sizeof(float);

    private readonly Dictionary<string, ParameterSpec> _byName;

    /// <summary>Lays out the parameters of <paramref name="config"/>.</summary>
    /// <exception cref="ArgumentException">A size is out of range, or there are more parameters than one buffer holds.</exception>
    public ParameterLayout(TransformerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;

        var all = ImmutableArray.CreateBuilder<ParameterSpec>();
        long next = 0;
        void Add(string name, params ImmutableArray<int> shape)
        {
            var length = shape.Aggregate(1L, (product, size) => product * size);
            if (next + length > Most)
            {
                throw new ArgumentException($"The model has more than {Most} parameters, the most that one buffer holds as bytes.");
            }

            all.Add(new ParameterSpec(name, shape, (int)next, (int)length));
            next += length;
        }

        var (d, h, dh, mlp) = (config.DModel, config.Heads, config.DHead, config.DMlp);
        Add("embed.W_E", config.Vocabulary, d);
        Add("pos_embed.W_pos", config.Context, d);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            var block = $"blocks.{layer}.";
            Add(block + "ln1.w", d);
            Add(block + "ln1.b", d);
            Add(block + "ln2.w", d);
            Add(block + "ln2.b", d);
            Add(block + "attn.W_Q", h, d, dh);
            Add(block + "attn.W_O", h, dh, d);
            Add(block + "attn.b_Q", h, dh);
            Add(block + "attn.b_O", d);
            Add(block + "attn.W_K", h, d, dh);
            Add(block + "attn.W_V", h, d, dh);
            Add(block + "attn.b_K", h, dh);
            Add(block + "attn.b_V", h, dh);
            Add(block + "mlp.W_in", d, mlp);
            Add(block + "mlp.b_in", mlp);
            Add(block + "mlp.W_out", mlp, d);
            Add(block + "mlp.b_out", d);
        }

        Add("ln_final.w", d);
        Add("ln_final.b", d);
        if (!config.TiedUnembedding)
        {
            Add("unembed.W_U", d, config.Vocabulary);
            Add("unembed.b_U", config.Vocabulary);
        }

        All = all.ToImmutable();
        Count = (int)next;
        _byName = All.ToDictionary(spec => spec.Name, StringComparer.Ordinal);
    }

    /// <summary>The config that is laid out.</summary>
    public TransformerConfig Config { get; }

    /// <summary>All parameters in buffer order.</summary>
    public ImmutableArray<ParameterSpec> All { get; }

    /// <summary>Number of scalars in all.</summary>
    public int Count { get; }

    /// <summary>The parameter of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ParameterSpec this[string name] => _byName.TryGetValue(name, out var spec)
        ? spec
        : throw new KeyNotFoundException($"This model has no parameter '{name}'; it has {string.Join(", ", All.Select(p => p.Name))}.");

    /// <summary>Whether a parameter of that name exists.</summary>
    public bool Contains(string name) => _byName.ContainsKey(name);
}
