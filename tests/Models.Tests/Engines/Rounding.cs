using Repro.Models.Transformer;

namespace Repro.Models.Tests.Engines;

/// <summary>How far a correct float32 engine may lie from the double-precision reference.</summary>
internal static class Rounding
{
    /// <summary>Half a unit in the last place of float32, the relative error of one rounding.</summary>
    public const double Unit = 1.0 / (1 << 24);

    /// <summary>
    /// Relative to the largest magnitude in a tensor. The longest chain of roundings from a token to a logit has, in each block, one
    /// per term of five sums (two layer norms count twice d_model each, q·k, pattern·v, W_O, W_in, W_out), and one more sum at the
    /// end. Roundings are as good as independent, so N of them add up like a random walk: √N units. Eight such deviations leave
    /// room for gains above 1 along the way (layer norm divides by the deviation, weights are not orthogonal).
    /// </summary>
    public static double Forward(TransformerConfig config, int length)
    {
        var perBlock = (6.0 * config.DModel) + (2 * config.DHead) + length + config.AttentionWidth + config.DMlp;
        return 8 * Unit * Math.Sqrt((config.Layers * perBlock) + (3 * config.DModel));
    }

    /// <summary>
    /// Relative to the largest gradient element of the model: the chain runs forward and back (each product is used twice on the way
    /// back), then over sequences and positions.
    /// </summary>
    public static double Gradient(TransformerConfig config, int length, int count) =>
        Math.Sqrt((3 * Square(Forward(config, length))) + (64 * Square(Unit) * length * count));

    private static double Square(double x) => x * x;
}
