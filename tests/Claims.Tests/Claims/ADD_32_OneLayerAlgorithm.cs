using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-32")]
public class ADD_32_OneLayerAlgorithm
{
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-32");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        result.Measurements.Should().HaveCount(4).And.OnlyContain(model => model.Value == 1 && model.Raw["required"] == 12);
    }
}
