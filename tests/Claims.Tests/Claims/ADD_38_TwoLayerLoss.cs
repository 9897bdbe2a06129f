using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-38")]
public class ADD_38_TwoLayerLoss
{
    // 3.2e-9 to 2.1e-8, published 2e-9 to 1.7e-8.
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-38");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        result.Measurements.Should().HaveCount(6).And.OnlyContain(model => model.Value < 2.2e-8);
    }
}
