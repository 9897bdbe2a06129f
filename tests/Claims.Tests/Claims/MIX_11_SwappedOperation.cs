using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-11")]
public class MIX_11_SwappedOperation
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-11");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
