using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-07")]
public class MIX_07_SharedBaseValues
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-07");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
