using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-08")]
public class MIX_08_SharedNodesOfAllKinds
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-08");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
