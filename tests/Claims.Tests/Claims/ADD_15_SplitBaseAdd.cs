using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-15")]
public class ADD_15_SplitBaseAdd
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-15");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
