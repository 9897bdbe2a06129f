using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-40")]
public class ADD_40_CarryByLastHeads
{
    // Of carries that are decided further below than by the next pair these heads bring 0.93 to 0.99; of those that the next pair decides, which a first-layer head can make by itself, 0 to 0.71.
    [Fact]
    public void Measure_CommittedZoo_IsNotReproducedAsTheNextPairsCarryComesPastThem()
    {
        var result = CommittedModels.Measure("ADD-40");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().HaveCount(5).And.OnlyContain(model => model.Value > 0.56 && model.Value < 0.87);
        result.Measurements.Should().OnlyContain(model => OfFurtherBelow(model) > 0.92 && OfTheNextPair(model) < 0.72);
    }

    private static double OfFurtherBelow(Measurement model) =>
        (model.Raw["flipped by the heads"] - model.Raw["of these flipped by the heads"]) / (model.Raw["questions"] - model.Raw["decided by the next pair below"]);

    private static double OfTheNextPair(Measurement model) => model.Raw["of these flipped by the heads"] / model.Raw["decided by the next pair below"];
}
