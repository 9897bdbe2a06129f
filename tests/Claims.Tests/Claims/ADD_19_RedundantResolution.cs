using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-19")]
public class ADD_19_RedundantResolution
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-19");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
