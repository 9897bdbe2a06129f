using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-10")]
public class MIX_10_InsertedNodesStillAdd
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-10");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
