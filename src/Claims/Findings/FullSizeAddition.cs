using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>ADD-07: the published 6-digit addition model, trained anew at its full size by the published recipe.</summary>
public sealed class FullSizeAddition() : ZooClaim(Text, Preset.Paper, [new FreshSample(), new UntrainedNull(), new StoredLosses()])
{
    private static readonly CatalogueEntry Entry = Catalogue.Find(ModelName.Parse("add_d6_l2_h3_t15K_s372001"))!;

    private static readonly Claim Text = new()
    {
        Id = "ADD-07",
        Paper = Paper.AdditionSubtraction,
        Statement = "At the published size and recipe a 6-digit addition model reaches the published loss to within a factor of ten, and fewer than 10 "
            + "errors in 1,000,000 enriched questions.",
        Published = "add_d6_l2_h3_t15K_s372001 (2 layers, 3 heads, d_model 510): AvgFinalLoss 1.7e-8, 2 errors of 1,000,000",
        Criterion = new Criterion(
            "orders of magnitude: of AvgFinalLoss from the published one, either way; of the errors of 1,000,000 above one",
            Comparator.LessThan,
            1,
            "Random numbers and generator variant differ, and published models of one size and nearly as many steps differ by a factor of 2.4 in loss; "
            + "another order of magnitude would be another outcome. " + RecordedFails.Definition),
        Models = [$"{Entry.Name}"],
        Controls = [FreshSample.Text, UntrainedNull.Text, StoredLosses.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty
            .Add("model", Entry.Name.Seed).Add("questions", AccuracyPlan.QuestionSeed).Add("fresh questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records) =>
        FullSize.Compare(Entry, records[Entry.Name]);
}
