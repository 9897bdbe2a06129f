using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
[Trait("Claim", "SUB-02")]
public class SUB_02_SubtractionAgainstAddition
{
    [SkippableFact]
    public void Measure_CommittedStudy_IsReproduced()
    {
        var result = CommittedModels.Measure("SUB-02");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
