using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-17")]
public class MIX_17_SharedByPublishedPairs
{
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-17");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
