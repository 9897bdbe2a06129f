using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>ADD-04: the shapes that the paper says are too small for addition stay inaccurate.</summary>
public sealed class TooSmallShapes() : ZooClaim(Text, Preset.Compact, [new FreshSample(), new UntrainedNull()])
{
    private static readonly ImmutableArray<ModelName> Chosen = [ModelName.Parse("add_d5_l1_h3_t30K_s372001"), .. Catalogue.Controls];

    private static readonly Claim Text = new()
    {
        Id = "ADD-04",
        Paper = Paper.AdditionSubtraction,
        Statement = "5-digit addition is not learnt by 1 layer of 3, 4 or 5 heads nor by 2 layers of 2 heads: each makes 10 or more errors in "
            + "1,000,000 enriched questions.",
        Published = "these shapes did not reach low loss; add_d5_l1_h3_t30K_s372001: 12,621 errors",
        Criterion = new Criterion(
            "wrong answers of 1,000,000 enriched additions",
            Comparator.AtLeast,
            10,
            RecordedFails.Definition + " Our controls train as long as the longest published 5-digit addition model."),
        Models = [.. Chosen.Select(name => $"{name}")],
        Controls = [FreshSample.Text, UntrainedNull.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty
            .Add("model", ModelName.DefaultSeed).Add("questions", AccuracyPlan.QuestionSeed).Add("fresh questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records) =>
        [.. Chosen.Select(name => RecordedFails.Describe(records[name], Operation.Add))];
}
