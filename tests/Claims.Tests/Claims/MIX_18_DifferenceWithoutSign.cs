using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-18")]
public class MIX_18_DifferenceWithoutSign
{
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-18");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
