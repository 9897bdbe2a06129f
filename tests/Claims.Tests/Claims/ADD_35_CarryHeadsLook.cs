using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-35")]
public class ADD_35_CarryHeadsLook
{
    // The published heads are of the first layer: of these all look at their pair but in models of 12, 13 and 15 digits.
    [Fact]
    public void Measure_CommittedZoo_HoldsInEightOfTwelveModels()
    {
        var result = CommittedModels.Measure("ADD-35");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(12);
        result.Failing.Select(model => model.Name).Should().Equal(
            "add_d6_l2_h3_t20K_s173289", "add_d12_l2_h3_t50K_s572091", "add_d13_l2_h3_t50K_s572091", "add_d15_l2_h3_t80K_s572091");
        result.Measurements.Where(model => model.Raw["at heads of the first layer"] > 0 && model.Raw["least of these"] < 0.8).Select(model => model.Name).Should().Equal(
            "add_d12_l2_h3_t50K_s572091", "add_d13_l2_h3_t50K_s572091", "add_d15_l2_h3_t80K_s572091");
    }
}
