using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-28")]
public class MIX_28_DifferenceWithoutSignElsewhere
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-28");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
