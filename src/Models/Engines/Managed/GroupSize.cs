using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed;

/// <summary>How many sequences go through the model together on one thread. Changes speed only, never bits.</summary>
internal static class GroupSize
{
    /// <summary>
    /// Narrow models: about 150 rows, whose activations fit a core's second-level cache. Wide models: more rows, so that each
    /// panel of weights read from memory serves many of them.
    /// </summary>
    public static int For(TransformerConfig config, int length, int sequences, int threads)
    {
        var rows = config.DModel <= 256 ? 160 : 384;
        var share = (sequences + threads - 1) / threads;
        return Math.Clamp(rows / length, 1, Math.Max(share, 1));
    }
}
