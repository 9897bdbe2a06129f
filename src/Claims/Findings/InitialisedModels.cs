using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Transfer;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>MIX-04: how many of the models initialised from an addition model are accurate.</summary>
public sealed class InitialisedModels() : ZooClaim(Text, Preset.Compact, [new FreshSample(), new UntrainedNull()])
{
    private static readonly ImmutableArray<ModelName> Chosen =
        [.. Catalogue.Published.Select(entry => entry.Name).Where(name => name.Transfer == TransferMethod.Initialise)];

    private static readonly Claim Text = new()
    {
        Id = "MIX-04",
        Paper = Paper.AdditionSubtraction,
        Statement = "At least 9 of the 12 mixed models initialised from an addition model (ins1) make fewer than 10 errors in 1,000,000 enriched "
            + "questions of each operation.",
        Published = "9 of 12 models; not those of 5 (1 addition and 52 subtraction errors), 8 (50 and 1,196) and 11 digits (11,066 and 1,120)",
        Criterion = new Criterion(
            "models with fewer than 10 wrong of 1,000,000 enriched additions and of as many subtractions, of 12",
            Comparator.AtLeast,
            9,
            RecordedFails.Definition + " As many as published; which ones miss is listed and not judged."),
        Models = [.. Chosen.Select(name => $"{name}")],
        Controls = [FreshSample.Text, UntrainedNull.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty.Add("questions", AccuracyPlan.QuestionSeed).Add("fresh questions", FreshSample.Seed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records) =>
        [RecordedFails.Count(Chosen.Select(name => records[name]), Operation.Add, Operation.Subtract)];
}
