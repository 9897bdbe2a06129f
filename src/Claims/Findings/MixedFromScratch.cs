using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>MIX-01: mixed models from scratch are accurate up to eight digits and not all beyond.</summary>
public sealed class MixedFromScratch() : ZooClaim(Text, Preset.Compact, [new FreshSample(), new UntrainedNull()])
{
    private const int MostDigitsLearnt = 8;

    private static readonly ImmutableArray<ModelName> Chosen =
    [
        .. Catalogue.Published.Select(entry => entry.Name).Where(name => name is { Operations: OperationMix.Mix, Transfer: null }),
    ];

    private static readonly Claim Text = new()
    {
        Id = "MIX-01",
        Paper = Paper.AdditionSubtraction,
        Statement = "Trained from scratch on both operations, models of 5 to 8 digits become accurate in both and models of 9 to 13 digits do not all.",
        Published = "4 of 9 models are accurate in both operations, those of 5 to 8 digits; those of 9 to 13 digits miss in subtraction, that of 13 "
            + "in addition too",
        Criterion = new Criterion(
            "models against the finding: of 5 to 8 digits those that miss in an operation; of 9 to 13 digits the one that should miss, where none does",
            Comparator.AtMost,
            0,
            RecordedFails.Definition + " How many of the larger models miss depends on data and steps and is not judged."),
        Models = [.. Chosen.Select(name => $"{name}")],
        Controls = [FreshSample.Text, UntrainedNull.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty.Add("questions", AccuracyPlan.QuestionSeed).Add("fresh questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records)
    {
        var smaller = Chosen.Where(name => name.Digits <= MostDigitsLearnt).Select(name => records[name]).ToArray();
        var larger = Chosen.Where(name => name.Digits > MostDigitsLearnt).Select(name => records[name]).ToArray();
        return
        [
            Describe("5 to 8 digits, models that miss", smaller, smaller.Count(record => !RecordedFails.Accurate(record))),
            Describe("9 to 13 digits, a missing model that misses", larger, larger.All(RecordedFails.Accurate) ? 1 : 0),
        ];
    }

    private static Measurement Describe(string name, ZooRecord[] records, int against) => new(name, against)
    {
        Raw = Measurement.RawOf(("models", records.Length), ("models accurate in both", records.Count(RecordedFails.Accurate))),
        Parts = [.. records.SelectMany(record => Enum.GetValues<Operation>().Select(operation => RecordedFails.Describe(record, operation)))],
    };
}
