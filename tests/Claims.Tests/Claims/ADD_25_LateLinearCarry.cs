using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-25")]
public class ADD_25_LateLinearCarry
{
    // In every model the carry out of the two lowest pairs is read early, at '=' or the last operand token, and in three models one more; no model is without
    // such a digit. All others are late, and those of the highest digit, which the published place belongs to, always.
    [Fact]
    public void Measure_CommittedZoo_IsNotReproducedForTheLowestPairs()
    {
        var result = CommittedModels.Measure("ADD-25");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().OnlyContain(model => model.Raw["read where predicted"] == model.Raw["digits"]);
        result.Measurements.Select(model => model.Raw["read before"]).Should().Equal(2, 2, 2, 1, 1);
        result.Measurements.Should().OnlyContain(model => model.Parts[0].Value > 0.9 && model.Parts.Last().Value < 0.75);
    }
}
