using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-29")]
public class ADD_29_FetchedBaseAdd
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-29");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
