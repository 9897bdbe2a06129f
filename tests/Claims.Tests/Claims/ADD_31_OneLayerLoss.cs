using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-31")]
public class ADD_31_OneLayerLoss
{
    // 0.0021 to 0.0030, where 0.094 and 0.0014 are published. Single batches scatter: of the model of 5 heads most in the last fifth of the curve are below 0.001.
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-31");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        result.Measurements.Should().HaveCount(4).And.OnlyContain(model => model.Value < 0.004);
    }
}
