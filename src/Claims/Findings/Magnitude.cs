using Repro.Claims.Ledger;

namespace Repro.Claims.Findings;

/// <summary>Comparison of positive figures in orders of magnitude, powers of ten.</summary>
internal static class Magnitude
{
    /// <summary>How far apart two figures are: 0 for equal ones, 1 for a factor of ten either way.</summary>
    public static double Between(double figure, double other) => Math.Abs(Math.Log10(figure / other));

    /// <summary>How far a figure lies outside a published range, 0 inside it.</summary>
    public static double Outside(double figure, double least, double most) =>
        figure < least ? Between(figure, least) : figure > most ? Between(figure, most) : 0;

    /// <summary>The distance of a figure of ours from the published one, with both beside it.</summary>
    public static Measurement Compare(string name, double ours, double published) => new(name, Between(ours, published))
    {
        Raw = Measurement.RawOf(("ours", ours), (Measurement.Published, published)),
    };
}
