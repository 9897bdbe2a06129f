using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;
using Repro.Claims.Studies;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>Two sorts of model of one size, by their wrong answers to a million enriched subtractions.</summary>
internal static class ErrorsBySize
{
    /// <summary>
    /// By how many orders of magnitude the models that are published to err more do, their mean if there are several, over the one that is published to err less; half an
    /// error is added to each model's number.
    /// </summary>
    public static Measurement Of(int digits, IReadOnlyCollection<ZooRecord> more, ZooRecord less)
    {
        var (most, least) = (more.Sum(Errors), Errors(less));
        var mean = (double)most / more.Count;
        return new Measurement(
            $"{digits} digits", Math.Round(LogErrorRate.Of(mean, RecordedFails.Questions) - LogErrorRate.Of(least, RecordedFails.Questions), 4))
        {
            Raw = Measurement.RawOf(
                ("p of equal error rates", FisherExact.PValue(most, more.Count * RecordedFails.Questions, least, RecordedFails.Questions))),
            Parts = [.. more.Append(less).Select(record => RecordedFails.Describe(record, Operation.Subtract))],
        };
    }

    private static long Errors(ZooRecord record) => RecordedFails.Enriched(record, Operation.Subtract).Errors;
}
