using Repro.Models.Transformer;

namespace Repro.Models.Tests.Engines;

/// <summary>How far a correct float32 engine may lie from the double-precision reference.</summary>
internal static class Rounding
{
    /// <summary>Half a unit in the last place of float32, the relative error of one rounding.</summary>
    public const double Unit = 1.0 / (1 << 24);

    /// <summary>
    /// Relative to the largest magnitude in a tensor. On the longest chain from a token to a logit every term of every sum rounds
    /// once: in each block d_model terms in the mean and in the variance of two layer norms, in W_Q and in W_in, d_head in q·k, one
    /// per key in pattern·v, heads × d_head in W_O, d_mlp in W_out; then the last layer norm and the unembedding. Roundings are as
    /// good as independent, so N of them add up like a random walk: √N units. Four such deviations leave room for gains above 1
    /// along the way (layer norm divides by the deviation, weights are not orthogonal). The managed engine uses a fifth of this.
    /// </summary>
    public static double Forward(TransformerConfig config, int length)
    {
        var perBlock = (6.0 * config.DModel) + config.DHead + length + config.AttentionWidth + config.DMlp;
        return 4 * Unit * Math.Sqrt((config.Layers * perBlock) + (3 * config.DModel));
    }

    /// <summary>
    /// Relative to the largest gradient element of the model: the chain runs forward and back (each product is used twice on the way
    /// back), then over sequences and positions.
    /// </summary>
    public static double Gradient(TransformerConfig config, int length, int count) =>
        Math.Sqrt((3 * Square(Forward(config, length))) + (64 * Square(Unit) * length * count));

    private static double Square(double x) => x * x;
}
