using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>ADD-08: what a one-layer model gets wrong is cascades.</summary>
public sealed class OneLayerErrors() : ZooClaim(Text, Preset.Compact, [new FreshSample(), new UntrainedNull()])
{
    private static readonly ImmutableArray<ComplexityClass> Short = [ComplexityClass.S0, ComplexityClass.S1, ComplexityClass.S2];
    private static readonly ImmutableArray<ComplexityClass> Long = [ComplexityClass.S3, ComplexityClass.S4, ComplexityClass.S5];

    private static readonly Claim Text = new()
    {
        Id = "ADD-08",
        Paper = Paper.AdditionSubtraction,
        Statement = "One-layer addition models err on cascades: their error rate on S3 to S5 is at least ten times that on S0 to S2.",
        Published = "a one-layer model does S0 to S2 and errs on about 1.3 % of enriched questions",
        Criterion = new Criterion(
            "error rate on S3, S4 and S5 over that on S0, S1 and S2, classes weighted equally",
            Comparator.AtLeast,
            10,
            "S3 and longer are some 8 % of the paper's enriched questions. If all of 1.3 % errors were theirs, their error rate would be 17 %; "
            + "a model that does S0 to S2 then errs on these ten times less at least. No error at all counts as one, so the ratio is never infinite."),
        Models = OneLayerModels.Names,
        Controls = [FreshSample.Text, UntrainedNull.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty
            .Add("model", ModelName.DefaultSeed).Add("questions", AccuracyPlan.QuestionSeed).Add("fresh questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records) =>
        [.. OneLayerModels.All.Select(name => Ratio(records[name]))];

    private static Measurement Ratio(ZooRecord record)
    {
        var (fewer, more) = (Errors(record, Short), Errors(record, Long));
        return new Measurement(
            $"{record.Name}, S3 to S5 over S0 to S2",
            (double)more.Errors / more.Questions / ((double)Math.Max(1, fewer.Errors) / fewer.Questions))
        {
            Parts = [.. Short.Concat(Long).Select(complexity => Describe(record, complexity))],
        };
    }

    // Each class was asked as many questions as any other.
    private static (long Questions, long Errors) Errors(ZooRecord record, ImmutableArray<ComplexityClass> classes)
    {
        var results = classes.Select(complexity => RecordedFails.Of(record, $"{complexity}")).ToArray();
        return (results.Sum(result => result.Questions), results.Sum(result => result.Errors));
    }

    private static Measurement Describe(ZooRecord record, ComplexityClass complexity)
    {
        var result = RecordedFails.Of(record, $"{complexity}");
        return new Measurement($"{record.Name}, {complexity}", result.ErrorRate)
        {
            Bounds = BinomialInterval.ClopperPearson(result.Errors, result.Questions),
            BoundsOf = "error rate",
            Raw = Measurement.RawOf(("errors", result.Errors), ("questions", result.Questions)),
            Examples = [.. result.FirstWrong.Select(wrong => $"{wrong.Question}{wrong.Answer}, truth {wrong.Truth}")],
        };
    }
}
