using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
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

    /// <summary>For each published point how many orders of magnitude a recorded curve is off.</summary>
    public static ImmutableArray<Measurement> Compare(ModelName model, ZooLosses losses) => [.. PublishedLosses.Of(model).Select(point =>
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
