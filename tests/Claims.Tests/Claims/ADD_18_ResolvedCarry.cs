using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-18")]
public class ADD_18_ResolvedCarry
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-18");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
