using MathNet.Numerics.Distributions;

namespace Repro.Claims.Statistics;

/// <summary>
/// Exact confidence bounds of a binomial proportion (Clopper and Pearson, Biometrika 26, 1934), as quantiles of beta distributions.
/// </summary>
public static class BinomialInterval
{
    /// <summary>Bounds of the probability behind <paramref name="hits"/> of <paramref name="trials"/>.</summary>
    /// <exception cref="ArgumentException">The counts or the confidence are out of range.</exception>
    public static Interval ClopperPearson(long hits, long trials, double confidence = 0.95)
    {
        if (trials < 1 || hits < 0 || hits > trials)
        {
            throw new ArgumentException($"{hits} of {trials} is no count; it must be 0 to N of N, N at least 1.");
        }

        if (!(confidence is > 0 and < 1))
        {
            throw new ArgumentException($"The confidence is {confidence}; it must lie strictly between 0 and 1.");
        }

        var tail = (1 - confidence) / 2;
        return new Interval(
            hits == 0 ? 0 : Beta.InvCDF(hits, trials - hits + 1, tail),
            hits == trials ? 1 : Beta.InvCDF(hits + 1, trials - hits, 1 - tail),
            confidence);
    }
}
