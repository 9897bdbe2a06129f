using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-06")]
public class MIX_06_FullSizeInitialised
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-06", ofFullSize: true);

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
