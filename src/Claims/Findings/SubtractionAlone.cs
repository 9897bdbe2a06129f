using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>SUB-01: subtraction by itself is harder to learn than addition.</summary>
public sealed class SubtractionAlone() : ZooClaim(Text, Preset.Compact, [new FreshSample(), new UntrainedNull(), new StoredLosses()])
{
    private static readonly ImmutableArray<ModelName> Subtracting = Of(OperationMix.Sub);

    private static readonly ImmutableArray<ModelName> Adding =
    [
        .. Of(OperationMix.Add).Where(name => Subtracting.Any(
            other => (other.Digits, other.Layers, other.Heads) == (name.Digits, name.Layers, name.Heads))),
    ];

    private static readonly Claim Text = new()
    {
        Id = "SUB-01",
        Paper = Paper.AdditionSubtraction,
        Statement = "Subtraction alone is harder than addition: of models of equal shape and digits fewer become accurate, and their final loss is higher.",
        Published = "2 of 7 subtraction-only models are accurate and all 9 addition models of 5, 6, 8, 10 and 12 digits; at each of these sizes the "
            + "subtraction-only models' losses are higher, with 30K steps against 15K to 40K (5 and 6 digits) and with more steps above",
        Criterion = new Criterion(
            "how much harder subtraction is: share of accurate addition models less that of subtraction-only ones; and for each size the "
            + "mean of log10 AvgFinalLoss of the subtraction-only models less that of the addition models",
            Comparator.GreaterThan,
            0,
            "The finding is one of direction. " + RecordedFails.Definition + " One or two models a size and unequal steps show a direction and no more; "
            + "SUB-02 compares equal seeds, steps and data."),
        Models = [.. Subtracting.Concat(Adding).Select(name => $"{name}")],
        Controls = [FreshSample.Text, UntrainedNull.Text, StoredLosses.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty.Add("questions", AccuracyPlan.QuestionSeed).Add("fresh questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records)
    {
        var subtraction = RecordedFails.Count(Subtracting.Select(name => records[name]), Operation.Subtract);
        var addition = RecordedFails.Count(Adding.Select(name => records[name]), Operation.Add);
        return
        [
            new Measurement("share of accurate models", (addition.Value / Adding.Length) - (subtraction.Value / Subtracting.Length))
            {
                Raw = Measurement.RawOf(
                    ("accurate addition models", addition.Value),
                    ("addition models", Adding.Length),
                    ("accurate subtraction models", subtraction.Value),
                    ("subtraction models", Subtracting.Length)),
                Parts = [.. subtraction.Parts, .. addition.Parts],
            },
            .. Subtracting.Select(name => name.Digits).Distinct().Select(digits => LossRatio(digits, records)),
        ];
    }

    private static Measurement LossRatio(int digits, IReadOnlyDictionary<ModelName, ZooRecord> records) => new(
        $"{digits} digits, log10 of final loss", MeanLog(Subtracting, digits, records) - MeanLog(Adding, digits, records))
    {
        Parts =
        [
            .. Subtracting.Concat(Adding).Where(name => name.Digits == digits).Select(name => new Measurement($"{name}, AvgFinalLoss", records[name].AvgFinalLoss)
            {
                Raw = Measurement.RawOf((Measurement.Published, Catalogue.Find(name)!.Loss)),
            }),
        ],
    };

    private static double MeanLog(ImmutableArray<ModelName> names, int digits, IReadOnlyDictionary<ModelName, ZooRecord> records) =>
        names.Where(name => name.Digits == digits).Average(name => Math.Log10(records[name].AvgFinalLoss));

    private static ImmutableArray<ModelName> Of(OperationMix operations) =>
        [.. Catalogue.Published.Select(entry => entry.Name).Where(name => name.Operations == operations)];
}
