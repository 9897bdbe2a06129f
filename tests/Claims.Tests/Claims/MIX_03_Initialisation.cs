using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
[Trait("Claim", "MIX-03")]
public class MIX_03_Initialisation
{
    [SkippableFact]
    public void Measure_CommittedStudy_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-03");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
