using MathNet.Numerics.Distributions;

namespace Repro.Claims.Statistics;

/// <summary>Whether two counts can come from one proportion (Fisher's exact test): given their sum, the first is hypergeometric.</summary>
public static class FisherExact
{
    /// <summary>Two-sided p-value, twice the smaller tail and at most 1, of <paramref name="hits"/> against <paramref name="otherHits"/>.</summary>
    /// <exception cref="ArgumentException">A count is out of range, or there are more than 2³¹ − 1 trials in all.</exception>
    public static double PValue(long hits, long trials, long otherHits, long otherTrials)
    {
        Check(hits, trials);
        Check(otherHits, otherTrials);
        if (trials + otherTrials > int.MaxValue)
        {
            throw new ArgumentException($"{trials} and {otherTrials} are more than {int.MaxValue} trials.");
        }

        var all = new Hypergeometric((int)(trials + otherTrials), (int)(hits + otherHits), (int)trials);
        var atMost = all.CumulativeDistribution(hits);
        var atLeast = hits == 0 ? 1 : 1 - all.CumulativeDistribution(hits - 1);
        return Math.Clamp(2 * Math.Min(atMost, atLeast), 0, 1);
    }

    private static void Check(long hits, long trials)
    {
        if (trials < 1 || hits < 0 || hits > trials)
        {
            throw new ArgumentException($"{hits} of {trials} is no count; it must be 0 to N of N, N at least 1.");
        }
    }
}
