using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>MIX-06: the paper's worked example, trained anew at its full size by the published recipe from our full-size addition model.</summary>
public sealed class FullSizeInitialised() : ZooClaim(Text, Preset.Paper, [new FreshSample(), new UntrainedNull(), new StoredLosses()])
{
    private static readonly CatalogueEntry Entry = Catalogue.Find(ModelName.Parse("ins1_mix_d6_l3_h4_t40K_s372001"))!;

    private static readonly Claim Text = new()
    {
        Id = "MIX-06",
        Paper = Paper.AdditionSubtraction,
        Statement = "At the published size and recipe the worked example reaches the published loss to within a factor of ten along the published curve, "
            + "and fewer than 10 errors in 1,000,000 enriched questions of each operation.",
        Published = "ins1_mix_d6_l3_h4_t40K_s372001 (3 layers, 4 heads, d_model 510): AvgFinalLoss 8e-9, 0 errors in each operation, 17 points of the "
            + "loss curve from 3.74 to 7.6e-9",
        Criterion = new Criterion(
            "orders of magnitude: of AvgFinalLoss from the published one, either way; of the errors of 1,000,000 above one; of the loss at 17 steps "
            + "from the published one, either way, in the median",
            Comparator.LessThan,
            1,
            "As for ADD-07. A published point of the curve is the loss of one step and may lie on a spike of 10 to 100 times, so ours are medians of the "
            + "steps around, and no single point is judged."),
        Models = [$"{Entry.Name}"],
        Controls = [FreshSample.Text, UntrainedNull.Text, StoredLosses.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty
            .Add("model", Entry.Name.Seed).Add("questions", AccuracyPlan.QuestionSeed).Add("fresh questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records)
    {
        var record = records[Entry.Name];
        var points = PublishedCurve.Compare(Entry.Name, record.Losses);
        return
        [
            .. FullSize.Compare(Entry, record),
            new Measurement("loss curve, median distance", Median.Of(points.Select(point => point.Value))) { Parts = points },
        ];
    }
}
