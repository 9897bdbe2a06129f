using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// What one block computes for a group of sequences. "rows" are (sequence, position), "queries" (sequence, query position).
/// </summary>
internal sealed unsafe class BlockActivations
{
    public BlockActivations(Arena arena, TransformerConfig config, Widths widths, int rows, int queries, int patternRows, int patternWidth)
    {
        ResidualPre = arena.Floats((long)rows * widths.Model);
        Mean1 = arena.Floats(rows);
        Scale1 = arena.Floats(rows);
        Normal1 = arena.Floats((long)rows * widths.Model);
        QueryResidual = arena.Floats((long)queries * widths.Model);
        QueryNormal1 = arena.Floats((long)queries * widths.Model);
        Query = arena.Floats((long)queries * widths.Query);
        KeyValue = arena.Floats((long)rows * widths.KeyValue);
        Pattern = arena.Floats((long)patternRows * patternWidth);
        Z = arena.Floats((long)queries * widths.Query);
        ResidualMid = arena.Floats((long)queries * widths.Model);
        Mean2 = arena.Floats(queries);
        Scale2 = arena.Floats(queries);
        Normal2 = arena.Floats((long)queries * widths.Model);
        MlpPost = arena.Floats((long)queries * widths.Mlp);
        MlpPre = config.Activation == Activation.Relu ? MlpPost : arena.Floats((long)queries * widths.Mlp);
    }

    /// <summary>Residual stream at the block's input [row, d_model]; unused in block 0 when the embedding table holds it.</summary>
    public float* ResidualPre { get; }

    public float* Mean1 { get; }

    public float* Scale1 { get; }

    public float* Normal1 { get; }

    /// <summary>The input at the query positions [query, d_model].</summary>
    public float* QueryResidual { get; }

    /// <summary>Layer-normed input at the query positions.</summary>
    public float* QueryNormal1 { get; }

    /// <summary>[query, head, d_head].</summary>
    public float* Query { get; }

    /// <summary>[row, (keys, values), head, d_head].</summary>
    public float* KeyValue { get; }

    /// <summary>Scores, then the attention pattern [sequence, head, query position, key position].</summary>
    public float* Pattern { get; }

    public float* Z { get; }

    public float* ResidualMid { get; }

    public float* Mean2 { get; }

    public float* Scale2 { get; }

    public float* Normal2 { get; }

    /// <summary>Before the activation; the same buffer as <see cref="MlpPost"/> for ReLU, whose derivative needs only its result.</summary>
    public float* MlpPre { get; }

    public float* MlpPost { get; }
}
