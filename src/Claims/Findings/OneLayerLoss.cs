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
        Statement = "The loss of one-layer addition models does not fall below 0.001.",
        Published = "add_d5_l1_h3_t30K_s372001: AvgFinalLoss 9.4e-2, where two layers reach 1.6e-8; shapes of one layer and 4 or 5 heads did not reach low loss",
        Criterion = new Criterion(
            "AvgFinalLoss",
            Comparator.AtLeast,
            1e-3,
            "A hundredth of the published loss and ten thousand times that of two layers: the data's mixture differs, and with it how many cascades there are to fail. The models' records "
            + "had been made, and could be looked at, when this was written."),
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
            Raw = Catalogue.Find(name) is { } entry ? Measurement.RawOf((Measurement.Published, entry.Loss)) : Measurement.RawOf(),
        }),
    ];
}
