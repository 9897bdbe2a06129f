using Repro.Models.Randomness;

namespace Repro.Claims.Statistics;

/// <summary>
/// Percentile bootstrap of a mean of paired differences (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, §13): pairs are
/// drawn with replacement, as many as there are, and the interval holds the middle of the resampled means. A function of the differences
/// alone, as the resamples come from a fixed seed and are the same for all differences of one number.
/// </summary>
/// <remarks>
/// With five pairs it is coarse: where all differences have one sign it always excludes 0, and of differences that are mere normal noise
/// a nominal 95 % interval lies wholly on a given side of 0 not in 2.5 but in about 8 % of cases. So one interval of five pairs is weak
/// evidence, and <see cref="SignTest"/>, whose two-sided p is then at least 1/16, should be read beside it.
/// </remarks>
public static class PairedBootstrap
{
    /// <summary>Seed of the resamples.</summary>
    public const ulong Seed = 20_240_217;

    /// <summary>Number of resamples.</summary>
    public const int Resamples = 10_000;

    /// <summary>Share of resampled means inside the interval.</summary>
    public const double Confidence = 0.95;

    // Resampled means outside the interval, at each end.
    private const int Tail = (int)(Resamples * (1 - Confidence) / 2);

    /// <summary>The interval of the mean of some differences, in their unit.</summary>
    /// <exception cref="ArgumentException">There are fewer than two differences, or one is not finite.</exception>
    public static Interval Mean(IReadOnlyList<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        if (differences.Count < 2)
        {
            throw new ArgumentException($"A bootstrap needs at least 2 pairs; there are {differences.Count}.");
        }

        if (differences.Any(difference => !double.IsFinite(difference)))
        {
            throw new ArgumentException($"The differences are {string.Join(", ", differences)}; all must be finite.");
        }

        var random = new RandomSequence(Seed, StreamPurpose.Statistics);
        var means = new double[Resamples];
        for (var resample = 0; resample < Resamples; resample++)
        {
            var sum = 0.0;
            for (var draw = 0; draw < differences.Count; draw++)
            {
                sum += differences[random.NextBelow(differences.Count)];
            }

            means[resample] = sum / differences.Count;
        }

        Array.Sort(means);
        return new Interval(means[Tail], means[^(Tail + 1)], Confidence);
    }
}
