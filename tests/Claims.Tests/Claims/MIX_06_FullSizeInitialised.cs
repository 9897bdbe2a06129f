using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-06")]
public class MIX_06_FullSizeInitialised
{
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-06");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
