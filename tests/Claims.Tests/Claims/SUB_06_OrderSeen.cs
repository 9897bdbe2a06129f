using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "SUB-06")]
public class SUB_06_OrderSeen
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("SUB-06");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
