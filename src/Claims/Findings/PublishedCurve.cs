using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>
/// The one published loss curve (arXiv 2402.02619, the notebook of ins1_mix_d6_l3_h4_t40K_s372001), and ours beside it. A published point
/// is the loss of one step and may lie on a spike of 10 to 100 times; ours is the median of the recorded losses within 500 steps of
/// it, early on within a quarter of the step, as the loss then changes quickly.
/// </summary>
internal static class PublishedCurve
{
    private const double WidestWindow = 500;
    private const double WindowShare = 0.25;

    /// <summary>Step, and the range of the loss there; of a single published loss both ends are it.</summary>
    public static ImmutableArray<(int Step, double Least, double Most)> Points { get; } =
    [
        (0, 3.74, 3.74), (500, 1.23, 1.23), (1_000, 1.01, 1.01), (2_000, 0.57, 0.57), (3_000, 0.13, 0.56), (5_000, 0.15, 0.15),
        (7_500, 0.012, 0.012), (10_000, 7.7e-3, 7.7e-3), (15_000, 6e-4, 2e-2), (20_000, 1.8e-4, 1.8e-4), (22_500, 1.2e-4, 1.2e-4),
        (25_500, 5e-5, 5e-5), (27_500, 1.5e-6, 1.5e-6), (29_500, 2.7e-7, 2.7e-7), (32_500, 2.0e-8, 2.0e-8), (36_500, 7e-9, 7e-9),
        (39_999, 7.6e-9, 7.6e-9),
    ];

    /// <summary>For each published point how many orders of magnitude a recorded curve is off.</summary>
    public static ImmutableArray<Measurement> Compare(ZooLosses losses) => [.. Points.Select(point =>
    {
        var ours = Near(losses, point.Step);
        return new Measurement($"loss at step {point.Step}", Magnitude.Outside(ours, point.Least, point.Most))
        {
            Raw = Measurement.RawOf(("ours", ours), (Measurement.Published, point.Least), ("published, most", point.Most)),
        };
    })];

    private static double Near(ZooLosses losses, int step)
    {
        var window = Math.Min(WidestWindow, WindowShare * step);
        return Median.Of(
            from point in Enumerable.Range(0, losses.Values.Length)
            where Math.Abs((point * losses.Every) - step) <= window
            select (double)losses.Values[point]);
    }
}
