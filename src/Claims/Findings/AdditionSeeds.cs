using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>ADD-06: addition is learnt whatever the seed.</summary>
public sealed class AdditionSeeds() : ZooClaim(Text, Preset.Compact, [new FreshSample(), new UntrainedNull()])
{
    /// <summary>The published models of 5 and 6 digits, two layers and three heads.</summary>
    internal static readonly ImmutableArray<ModelName> Chosen =
    [
        .. Catalogue.Published.Select(entry => entry.Name)
            .Where(name => name is { Operations: OperationMix.Add, Layers: 2, Heads: 3, Digits: 5 or 6 }),
    ];

    private static readonly Claim Text = new()
    {
        Id = "ADD-06",
        Paper = Paper.AdditionSubtraction,
        Statement = "Models of one shape and size that differ in seed and steps all learn addition.",
        Published = "addition is insensitive to the seed; 2 models of 5 digits and 4 of 6 digits, 3 seeds in all: 0 to 2 errors of 1,000,000",
        Criterion = new Criterion(
            "most wrong answers of 1,000,000 enriched additions that any of the models gives",
            Comparator.LessThan,
            10,
            RecordedFails.Definition + " Few seeds show little: that all of 3 seeds succeed says with 95 % confidence only that more than 29 % of "
            + "seeds do. More seeds of one size would say more; this claim is about the published models."),
        Models = [.. Chosen.Select(name => $"{name}")],
        Controls = [FreshSample.Text, UntrainedNull.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty.Add("questions", AccuracyPlan.QuestionSeed).Add("fresh questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records) =>
    [
        new Measurement("most errors of a model", Chosen.Max(name => RecordedFails.Enriched(records[name], Operation.Add).Errors))
        {
            Parts =
            [
                .. Chosen.Select(name => RecordedFails.Describe(records[name], Operation.Add)),
                .. Chosen.GroupBy(name => name.Digits).Select(size => Seeds(size.Key, size.Select(name => records[name]))),
            ],
        },
    ];

    // A seed counts as one however many models have it, and succeeds if all of them do.
    private static Measurement Seeds(int digits, IEnumerable<ZooRecord> records)
    {
        var seeds = records.GroupBy(record => record.Seed).Select(models => models.All(RecordedFails.Accurate)).ToArray();
        var accurate = seeds.Count(all => all);
        return new Measurement($"seeds that learn {digits}-digit addition, of {seeds.Length}", accurate)
        {
            Bounds = BinomialInterval.ClopperPearson(accurate, seeds.Length),
            BoundsOf = "share of seeds",
        };
    }
}
