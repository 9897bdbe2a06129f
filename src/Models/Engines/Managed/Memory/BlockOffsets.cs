namespace Repro.Models.Engines.Managed.Memory;

/// <summary>Offsets of one block's parameters in a flat buffer of an <see cref="EngineLayout"/>.</summary>
internal sealed class BlockOffsets(EngineLayout layout, int layer)
{
    public int Norm1Weight { get; } = layout.Offset($"blocks.{layer}.ln1.w");

    public int Norm1Bias { get; } = layout.Offset($"blocks.{layer}.ln1.b");

    public int Norm2Weight { get; } = layout.Offset($"blocks.{layer}.ln2.w");

    public int Norm2Bias { get; } = layout.Offset($"blocks.{layer}.ln2.b");

    public int QueryWeight { get; } = layout.Offset($"blocks.{layer}.attn.W_Q");

    public int KeyWeight { get; } = layout.Offset($"blocks.{layer}.attn.W_K");

    public int ValueWeight { get; } = layout.Offset($"blocks.{layer}.attn.W_V");

    public int OutWeight { get; } = layout.Offset($"blocks.{layer}.attn.W_O");

    public int QueryBias { get; } = layout.Offset($"blocks.{layer}.attn.b_Q");

    public int KeyBias { get; } = layout.Offset($"blocks.{layer}.attn.b_K");

    public int ValueBias { get; } = layout.Offset($"blocks.{layer}.attn.b_V");

    public int OutBias { get; } = layout.Offset($"blocks.{layer}.attn.b_O");

    public int MlpInWeight { get; } = layout.Offset($"blocks.{layer}.mlp.W_in");

    public int MlpInBias { get; } = layout.Offset($"blocks.{layer}.mlp.b_in");

    public int MlpOutWeight { get; } = layout.Offset($"blocks.{layer}.mlp.W_out");

    public int MlpOutBias { get; } = layout.Offset($"blocks.{layer}.mlp.b_out");
}
