using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
[Trait("Claim", "MIX-02")]
public class MIX_02_MixedTraining
{
    [SkippableFact]
    public void Measure_CommittedStudy_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-02");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
