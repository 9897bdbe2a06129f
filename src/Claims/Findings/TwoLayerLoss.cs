using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>ADD-38: two layers of three heads bring the loss of addition down.</summary>
public sealed class TwoLayerLoss() : ZooClaim(Text, Preset.Compact, [new FreshSample(), new UntrainedNull(), new StoredLosses()], ofSome: true)
{
    private static readonly ImmutableArray<ModelName> Chosen = AdditionSeeds.Chosen;

    private static readonly Claim Text = new()
    {
        Id = "ADD-38",
        Paper = Paper.AdditionSubtraction,
        Statement = "Addition models of two layers of three heads for 5 and 6 digits end at an AvgFinalLoss of at most 1e-7.",
        Published = string.Join("; ", Chosen.Select(name => FormattableString.Invariant($"{name} {Catalogue.Find(name)!.Loss:0.0e-0}"))),
        Criterion = new Criterion(
            "AvgFinalLoss",
            Comparator.AtMost,
            1e-7,
            "Six times the highest published loss, a ten-thousandth of what one layer reaches (ADD-31). The models' records had been made, and could be looked at, when this was written."),
        Models = [.. Chosen.Select(name => $"{name}")],
        Controls = [FreshSample.Text, UntrainedNull.Text, StoredLosses.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty.Add("questions", AccuracyPlan.QuestionSeed).Add("fresh questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records) =>
    [
        .. Chosen.Where(records.ContainsKey).Select(name => new Measurement($"{name}", records[name].AvgFinalLoss)
        {
            Raw = Measurement.RawOf((Measurement.Published, Catalogue.Find(name)!.Loss)),
        }),
    ];
}
