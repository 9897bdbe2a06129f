using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-39")]
public class ADD_39_EarlyPositionsUnused
{
    // Heads at the second operand's first digits take in pairs, and break up to 188 of 600 answers without.
    [Fact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("ADD-39");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Select(model => model.Value).Should().Equal(5, 4, 7);
        result.Measurements.Sum(model => model.Raw["at the first operand or the operator"]).Should().Be(1);
    }
}
