using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-11")]
public class ADD_11_SeveralDigitsBefore
{
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-11");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
