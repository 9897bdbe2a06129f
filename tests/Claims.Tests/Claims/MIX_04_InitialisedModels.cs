using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-04")]
public class MIX_04_InitialisedModels
{
    // Not those of 5 digits, of 6 with two layers, of 10 and of 11: 460 to 26,064 errors in an operation, trained for two thirds of the published steps.
    [Fact]
    public void Measure_CommittedZoo_IsNotReproducedByOneModel()
    {
        var result = CommittedModels.Measure("MIX-04");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().ContainSingle().Which.Value.Should().Be(8);
    }
}
