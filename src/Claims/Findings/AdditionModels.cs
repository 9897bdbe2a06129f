using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>ADD-03: how many of the published addition models are accurate.</summary>
public sealed class AdditionModels() : ZooClaim(Text, Preset.Compact, [new FreshSample(), new UntrainedNull()])
{
    private static readonly ImmutableArray<CatalogueEntry> Entries =
        [.. Catalogue.Published.Where(entry => entry.Name.Operations == OperationMix.Add)];

    private static readonly Claim Text = new()
    {
        Id = "ADD-03",
        Paper = Paper.AdditionSubtraction,
        Statement = "At least 13 of the 16 addition models make fewer than 10 errors in 1,000,000 enriched questions.",
        Published = "13 of 16 models; not add_d5_l1_h3_t30K (12,621 errors), add_d14_l2_h3_t60K (199) and add_d15_l2_h3_t80K (10)",
        Criterion = new Criterion(
            "models with fewer than 10 wrong of 1,000,000 enriched additions, of 16",
            Comparator.AtLeast,
            13,
            RecordedFails.Definition + " As many as published; which ones miss is listed and not judged."),
        Models = [.. Entries.Select(entry => $"{entry.Name}")],
        Controls = [FreshSample.Text, UntrainedNull.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty.Add("questions", AccuracyPlan.QuestionSeed).Add("fresh questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records) =>
        [RecordedFails.Count(Entries.Select(entry => records[entry.Name]), Operation.Add)];
}
