using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-09")]
public class MIX_09_InsertedNodesShared
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-09");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
