using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-09")]
public class ADD_09_UsefulPositions
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-09");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
