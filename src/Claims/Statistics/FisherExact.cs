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

        // Of so many hits in all, one group has as many or more where the other has as few or fewer. A difference from 1 would be 0 where the tail is small.
        return Math.Clamp(2 * Math.Min(AtMost(hits, trials, otherTrials), AtMost(otherHits, otherTrials, trials)), 0, 1);

        double AtMost(long count, long of, long others) =>
            new Hypergeometric((int)(of + others), (int)(hits + otherHits), (int)of).CumulativeDistribution(count);
    }

    private static void Check(long hits, long trials)
    {
        if (trials < 1 || hits < 0 || hits > trials)
        {
            throw new ArgumentException($"{hits} of {trials} is no count; it must be 0 to N of N, N at least 1.");
        }
    }
}
