using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-33")]
public class ADD_33_OneLayerHeadPurposes
{
    // 0.72 to 0.80, where 0.93 is published. Of MLPs none has one in the models of three heads, as published; in those of four and five heads one and two.
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-33");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        result.Measurements.Should().HaveCount(4);
        result.Measurements.Select(model => model.Raw["MLPs with a purpose"]).Should().Equal(0, 0, 1, 2);
    }
}
