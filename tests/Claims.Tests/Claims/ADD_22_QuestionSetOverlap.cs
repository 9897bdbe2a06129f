using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-22")]
public class ADD_22_QuestionSetOverlap
{
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-22");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
