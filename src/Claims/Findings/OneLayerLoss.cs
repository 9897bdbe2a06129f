using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>ADD-31: the loss of one-layer models stays high.</summary>
public sealed class OneLayerLoss() : ZooClaim(Text, Preset.Compact, [new FreshSample(), new UntrainedNull(), new StoredLosses()])
{
    private static readonly Claim Text = new()
    {
        Id = "ADD-31",
        Paper = Paper.AdditionSubtraction,
        Statement = "One-layer addition models end at an AvgFinalLoss of 0.001 or more.",
        Published = "add_d5_l1_h3_t30K_s372001: AvgFinalLoss 9.4e-2 by the table, 1.4e-3 by the authors' notebook, where two layers reach 1.6e-8; shapes of one layer and 4 or 5 heads did not reach low loss",
        Criterion = new Criterion(
            "AvgFinalLoss",
            Comparator.AtLeast,
            1e-3,
            "Near the lower published loss, and ten thousand times that of two layers. AvgFinalLoss is the mean of the last five batches, whose losses scatter by ten times and more, as few cascades "
            + "make them: what the last fifth of the curve is like stands beside it. The models' records had been made, and could be looked at, when this was written."),
        Models = OneLayerModels.Names,
        Controls = [FreshSample.Text, UntrainedNull.Text, StoredLosses.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty
            .Add("model", ModelName.DefaultSeed).Add("questions", AccuracyPlan.QuestionSeed).Add("fresh questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records) =>
    [
        .. OneLayerModels.All.Select(name => new Measurement($"{name}", records[name].AvgFinalLoss)
        {
            Raw = Measurement.RawOf(
            [
                .. Catalogue.Find(name) is { } entry ? [(Measurement.Published, entry.Loss)] : Array.Empty<(string, double)>(),
                .. LastFifth(records[name].Losses.Values),
            ]),
        }),
    ];

    private static (string Name, double Value)[] LastFifth(ImmutableArray<float> losses)
    {
        double[] last = [.. losses.Skip(losses.Length - (losses.Length / 5)).Select(loss => (double)loss)];
        return last.Length == 0
            ? []
            : [("mean of the last fifth of the curve", Rounded(last.Average())), ("median of the last fifth of the curve", Rounded(Statistics.Median.Of(last)))];
    }

    private static double Rounded(double loss) => Math.Round(loss, 5);
}
