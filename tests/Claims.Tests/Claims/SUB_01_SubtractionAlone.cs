using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "SUB-01")]
public class SUB_01_SubtractionAlone
{
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("SUB-01");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
