using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-05")]
public class MIX_05_FreezingMethods
{
    // By a tie, which the criterion lets pass and which supports nothing: all three make no error, where ins3 has 3,137 published.
    [Fact]
    public void Measure_CommittedZoo_IsReproducedByATie()
    {
        var result = CommittedModels.Measure("MIX-05");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        result.Measurements.Should().OnlyContain(measurement => measurement.Value == 0);
    }
}
