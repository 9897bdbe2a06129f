using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>MIX-05: the more a model is held to its parent's weights, the less accurate it becomes.</summary>
public sealed class FreezingMethods() : ZooClaim(Text, Preset.Compact, [new FreshSample(), new UntrainedNull()])
{
    // Parent, seed and steps are the same; as published, the shapes differ.
    private static readonly ImmutableArray<ModelName> Chosen =
    [
        .. new[] { "ins1_mix_d6_l3_h4_t40K_s372001", "ins2_mix_d6_l4_h4_t40K_s372001", "ins3_mix_d6_l4_h3_t40K_s372001" }.Select(ModelName.Parse),
    ];

    private static readonly Claim Text = new()
    {
        Id = "MIX-05",
        Paper = Paper.AdditionSubtraction,
        Statement = "Holding a mixed model to its parent's weights does not help: ins1 makes no more errors than ins2, and ins2 no more than ins3.",
        Published = "addition and subtraction errors of 1,000,000 each: ins1 0 and 0, ins2 3 and 8, ins3 17 and 3,120",
        Criterion = new Criterion(
            "errors of 1,000,000 enriched additions and as many subtractions, less those of the model that is held less",
            Comparator.AtLeast,
            0,
            "The finding is the order; a tie does not contradict it, nor does it support it. One model of each, of unequal shapes: a direction "
            + "and no more. Our ins2 holds all heads of the parent and the published one those found useful."),
        Models = [.. Chosen.Select(name => $"{name}")],
        Controls = [FreshSample.Text, UntrainedNull.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty
            .Add("model", ModelName.DefaultSeed).Add("questions", AccuracyPlan.QuestionSeed).Add("fresh questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records) =>
        [Difference("ins2 less ins1", records[Chosen[1]], records[Chosen[0]]), Difference("ins3 less ins2", records[Chosen[2]], records[Chosen[1]])];

    private static Measurement Difference(string name, ZooRecord held, ZooRecord free) => new(name, Errors(held) - Errors(free))
    {
        Raw = Measurement.RawOf(("AvgFinalLoss of the one held more", held.AvgFinalLoss), ("of the other", free.AvgFinalLoss)),
        Parts =
        [
            .. new[] { held, free }.SelectMany(record => Enum.GetValues<Operation>().Select(operation => RecordedFails.Describe(record, operation))),
        ],
    };

    private static long Errors(ZooRecord record) => Enum.GetValues<Operation>().Sum(operation => RecordedFails.Enriched(record, operation).Errors);
}
