using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Memory;

/// <summary>One block's weights as right-hand operands; the transposed ones serve the backward pass.</summary>
internal sealed unsafe class PackedBlock
{
    public PackedBlock(Arena arena, TransformerConfig config, Widths widths, bool transposed)
    {
        var (d, mlp, attention) = (config.DModel, config.DMlp, widths.Attention);
        Query = new PackedMatrix(arena, d, attention);
        KeyValue = new PackedMatrix(arena, d, 2 * attention);
        Out = new PackedMatrix(arena, attention, d);
        MlpIn = new PackedMatrix(arena, d, mlp);
        MlpOut = new PackedMatrix(arena, mlp, d);
        QueryBias = arena.Floats(attention);
        KeyValueBias = arena.Floats(2 * attention);
        if (transposed)
        {
            QueryTransposed = new PackedMatrix(arena, attention, d);
            KeyValueTransposed = new PackedMatrix(arena, 2 * attention, d);
            OutTransposed = new PackedMatrix(arena, d, attention);
            MlpInTransposed = new PackedMatrix(arena, mlp, d);
            MlpOutTransposed = new PackedMatrix(arena, d, mlp);
        }
    }

    public PackedMatrix Query { get; }

    public PackedMatrix KeyValue { get; }

    public PackedMatrix Out { get; }

    public PackedMatrix MlpIn { get; }

    public PackedMatrix MlpOut { get; }

    public float* QueryBias { get; }

    public float* KeyValueBias { get; }

    public PackedMatrix QueryTransposed { get; }

    public PackedMatrix KeyValueTransposed { get; }

    public PackedMatrix OutTransposed { get; }

    public PackedMatrix MlpInTransposed { get; }

    public PackedMatrix MlpOutTransposed { get; }
}
