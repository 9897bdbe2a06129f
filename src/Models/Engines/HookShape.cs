using System.Collections.Immutable;
using Repro.Models.Transformer;

namespace Repro.Models.Engines;

/// <summary>Shapes of hook points.</summary>
internal static class HookShape
{
    /// <summary>Shape for a batch of sequences of a length, of which the values at so many positions are held.</summary>
    public static ImmutableArray<int> Of(TransformerConfig config, HookKind kind, int batch, int positions, int length) => kind switch
    {
        HookKind.AttentionScores or HookKind.Pattern => [batch, config.Heads, positions, length],
        HookKind.Query or HookKind.Key or HookKind.Value or HookKind.Z => [batch, positions, config.Heads, config.DHead],
        _ => [batch, positions, Width(config, kind, length)],
    };

    /// <summary>Size of the last axis.</summary>
    public static int Width(TransformerConfig config, HookKind kind, int length) => kind switch
    {
        HookKind.AttentionScores or HookKind.Pattern => length,
        HookKind.Query or HookKind.Key or HookKind.Value or HookKind.Z => config.DHead,
        HookKind.Norm1Scale or HookKind.Norm2Scale or HookKind.NormFinalScale => 1,
        HookKind.MlpPre or HookKind.MlpPost => config.DMlp,
        _ => config.DModel,
    };
}
