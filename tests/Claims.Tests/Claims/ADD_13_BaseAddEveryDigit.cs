using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-13")]
public class ADD_13_BaseAddEveryDigit
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-13");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
