using System.Collections.Immutable;
using Repro.Claims.Ledger;

namespace Repro.Claims.Tests.Ledger;

/// <summary>A made-up claim.</summary>
internal static class Samples
{
    public static Claim Claim { get; } = new()
    {
        Id = "TST-01",
        Paper = Paper.AdditionSubtraction,
        Statement = "Two and two are four.",
        Published = "4",
        Criterion = new Criterion("sum", Comparator.AtMost, 4, "arithmetic"),
        Models = ["add_d5_l2_h3"],
        Controls = ["two and three are not"],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty.Add("questions", 7),
        Tier = CostTier.Fast,
    };

    public static ClaimResult Result(bool controlPassed, params double[] values) => ClaimResult.Of(
        Claim,
        "cpu",
        [.. values.Select((value, i) => new Measurement($"m{i}", value))],
        [new ControlOutcome(Claim.Controls[0], controlPassed, "5")]);
}
