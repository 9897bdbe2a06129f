using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
[Trait("Claim", "MIX-35")]
public class MIX_35_SeedSensitivity
{
    // With some seeds no error is left of 100,000, with others of the same condition hundreds to thousands; of ins1 at 5 digits 9.
    [Fact]
    public void Measure_CommittedStudy_IsNotReproduced()
    {
        var result = CommittedModels.Measure("MIX-35");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Select(cell => (cell.Name, Math.Round(cell.Value, 1))).Should().Equal(
            ("sub, 5 digits", 3.1), ("mix, 5 digits", 4.3), ("ins1, 5 digits", 1.3), ("sub, 6 digits", 2.9), ("mix, 6 digits", 4.1), ("ins1, 6 digits", 4.0));
    }
}
