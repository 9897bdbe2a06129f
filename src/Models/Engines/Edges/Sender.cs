using System.Globalization;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Edges;

/// <summary>
/// The start of an edge: a component that writes to the residual stream. b_O belongs to no head, so no edge carries it.
/// </summary>
public readonly record struct Sender
{
    private Sender(SenderKind kind, int layer, int index)
    {
        Kind = kind;
        Layer = layer;
        Index = index;
    }

    /// <summary>The embeddings.</summary>
    public static Sender Input { get; } = new(SenderKind.Input, -1, -1);

    /// <summary>What it is.</summary>
    public SenderKind Kind { get; }

    /// <summary>Its layer, or −1 for the input.</summary>
    public int Layer { get; }

    /// <summary>A head's number in its layer, else −1.</summary>
    public int Index { get; }

    /// <summary>
    /// The hook point at which a run records its output, for use as an edge's source: blocks.0.hook_resid_pre, blocks.L.attn.hook_z (all heads
    /// of the layer) or blocks.L.hook_mlp_out.
    /// </summary>
    public HookPoint Output => Kind switch
    {
        SenderKind.Head => new HookPoint(HookKind.Z, Layer),
        SenderKind.Mlp => new HookPoint(HookKind.MlpOut, Layer),
        _ => new HookPoint(HookKind.ResidualPre, 0),
    };

    /// <summary>A head.</summary>
    public static Sender Head(int layer, int head)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfNegative(head);
        return new Sender(SenderKind.Head, layer, head);
    }

    /// <summary>An MLP.</summary>
    public static Sender Mlp(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        return new Sender(SenderKind.Mlp, layer, -1);
    }

    /// <summary>The field's name: <c>input</c>, <c>a1.h3</c>, <c>m0</c>.</summary>
    public override string ToString() => Kind switch
    {
        SenderKind.Head => string.Create(CultureInfo.InvariantCulture, $"a{Layer}.h{Index}"),
        SenderKind.Mlp => string.Create(CultureInfo.InvariantCulture, $"m{Layer}"),
        _ => "input",
    };
}
