using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-14")]
public class ADD_14_MakeCarry
{
    [Fact]
    public void Measure_CommittedZoo_HoldsInAllModelsButFour()
    {
        var result = CommittedModels.Measure("ADD-14");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(13);
        result.Failing.Select(model => model.Name).Should().Equal(
            "add_d8_l2_h3_t45K_s173289", "add_d9_l2_h3_t45K_s173289", "add_d13_l2_h3_t50K_s572091", "add_d15_l2_h3_t80K_s572091");
    }
}
