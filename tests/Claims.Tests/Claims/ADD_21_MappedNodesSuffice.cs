using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-21")]
public class ADD_21_MappedNodesSuffice
{
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-21");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
