using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "SUB-05")]
public class SUB_05_SubtractionNodeCounts
{
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("SUB-05");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
