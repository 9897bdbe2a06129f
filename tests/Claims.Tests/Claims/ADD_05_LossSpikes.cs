using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-05")]
public class ADD_05_LossSpikes
{
    // They fall from 139 of 2,526 points to 12 of 848, a quarter as frequent and not a tenth. The 12 are in nine models, of which eight make 10 errors or more in a
    // million enriched questions.
    [Fact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("ADD-05");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().ContainSingle().Which.Value.Should().BeApproximately(0.257, 0.001);
    }
}
