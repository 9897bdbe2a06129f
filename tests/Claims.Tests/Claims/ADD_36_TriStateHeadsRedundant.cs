using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-36")]
public class ADD_36_TriStateHeadsRedundant
{
    // In six more the median is 0.09 to 0.17; in five of the six that add pairs at earlier tokens 0.31 to 0.86.
    [Fact]
    public void Measure_CommittedZoo_HoldsInTwoModels()
    {
        var result = CommittedModels.Measure("ADD-36");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(13);
        result.Meeting.Select(model => model.Name).Should().Equal("add_d10_l2_h3_t40K_s572091", "add_d14_l2_h3_t60K_s572091");
        result.Measurements.Where(model => model.Value > 0.2).Select(model => model.Name).Should().Equal(
            "add_d8_l2_h3_t45K_s173289",
            "add_d9_l2_h3_t45K_s173289",
            "add_d12_l2_h3_t50K_s572091",
            "add_d13_l2_h3_t50K_s572091",
            "add_d15_l2_h3_t80K_s572091");
    }
}
