using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Findings.SubtractionCircuits;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;
using Repro.Claims.Zoo;
using Repro.Models.Engines;

namespace Repro.Claims.Findings;

/// <summary>SUB-04: what models that only subtract get wrong is the sign of tiny differences.</summary>
public sealed class SignErrors : IClaimMeasurement
{
    /// <summary>Fewer wrong answers than this do not tell where they concentrate.</summary>
    public const int LeastErrors = 10;

    private const int Questions = 100_000;
    private const int UntrainedQuestions = 2_000;
    private const double MostTiny = 0.25;

    /// <inheritdoc/>
    public Claim Claim { get; } = new()
    {
        Id = "SUB-04",
        Paper = Paper.AdditionSubtraction,
        Statement = "What models of subtraction only get wrong is mostly the sign where the difference is negative and tiny, or zero.",
        Published = "sign errors on tiny negative differences and answers of −0, without a count: 000041−000047 → +6, 099111−099111 → −0",
        Criterion = new Criterion(
            "share of wrong answers to enriched subtractions whose sign is wrong and whose difference lies in -9 to 0",
            Comparator.GreaterThan,
            0.5,
            "Most errors, as no count is published; tiny means one digit, as in the published example. Such differences are a part of all enriched questions too, which stands "
            + "beside it. A model with fewer than 10 errors of 100,000 says nothing and is left out."),
        Models = SubtractionModels.All,
        Controls =
        [
            "before its training no model's errors meet the criterion",
            "at most a quarter of the questions asked have such a difference",
        ],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty.Add("questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public ClaimResult Measure(IModelSource models, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        var (recorded, missing) = ModelsOf.Recorded(Claim, models);
        if (missing is not null)
        {
            return missing;
        }

        var counts = recorded.Where(MayErrEnough).Select(model => (model.Plan.Name, Count: Ask(model, model.Trained(), Questions, cancellation))).ToArray();
        ImmutableArray<Measurement> measurements = [.. counts.Select(single => Judge($"{single.Name}", single.Count)).OfType<Measurement>()];
        return measurements.IsEmpty
            ? ClaimResult.NotMeasured(
                Claim, $"No model makes {LeastErrors} errors of {Questions}.")
            : ClaimResult.Of(
                Claim,
                recorded[0].Device,
                measurements,
                [Untrained(recorded.Select(model => Ask(model, model.Untrained(), UntrainedQuestions, cancellation))), BaseRate(counts.Select(single => single.Count))]);
    }

    /// <summary>What a model's errors say; null of too few.</summary>
    public static Measurement? Judge(string name, SignErrorCount count)
    {
        ArgumentNullException.ThrowIfNull(count);
        var share = new Proportion(count.TinySign, count.Wrong);
        return count.Wrong < LeastErrors ? null : new Measurement(name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of errors",
            Raw = Measurement.RawOf(
                ("questions", count.Questions),
                ("questions of such a difference", count.Tiny),
                ("errors", count.Wrong),
                ("errors at such a difference", count.TinyWrong),
                ("wrong signs", count.Sign),
                ("wrong signs at such a difference", count.TinySign),
                ("answers of -0", count.ZeroSign),
                ("p of equal error rates at such and other differences", FisherExact.PValue(
                    count.TinyWrong, count.Tiny, count.Wrong - count.TinyWrong, count.Questions - count.Tiny))),
        };
    }

    // Asking takes seconds a model. Whoever made fewer than 20 errors in the record's million makes 10 of 100,000 less than once in 10,000 times.
    private static bool MayErrEnough(RecordedModel model)
    {
        var recorded = RecordedFails.Enriched(model.Record, Operation.Subtract);
        return recorded.Errors * (double)Questions / recorded.Questions >= LeastErrors / 5.0;
    }

    private static SignErrorCount Ask(RecordedModel model, IEngine engine, int questions, CancellationToken cancellation)
    {
        using (engine)
        {
            return SignErrorCount.Of(engine, QuestionSet.Enriched(model.Plan.Layout, Operation.Subtract, FreshSample.Seed), questions, cancellation);
        }
    }

    private ControlOutcome Untrained(IEnumerable<SignErrorCount> counts)
    {
        var shares = counts.Select(count => (double)count.TinySign / count.Wrong).ToArray();
        return new ControlOutcome(
            Claim.Controls[0], !shares.Any(Claim.Criterion.Holds), FormattableString.Invariant($"shares of {string.Join(", ", shares.Select(share => $"{share:f3}"))}"));
    }

    private ControlOutcome BaseRate(IEnumerable<SignErrorCount> counts)
    {
        var shares = counts.Select(count => (double)count.Tiny / count.Questions).ToArray();
        return new ControlOutcome(
            Claim.Controls[1],
            Array.TrueForAll(shares, share => share <= MostTiny),
            FormattableString.Invariant($"shares of {string.Join(", ", shares.Select(share => $"{share:f3}"))}"));
    }
}
