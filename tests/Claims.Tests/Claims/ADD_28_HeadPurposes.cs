using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-28")]
public class ADD_28_HeadPurposes
{
    // Heads that add a pair at an earlier token, and those that bring its sum, have no tag.
    [Fact]
    public void Measure_CommittedZoo_HoldsInAllModelsButThree()
    {
        var result = CommittedModels.Measure("ADD-28");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(13);
        result.Failing.Select(model => model.Name).Should().Equal(
            "add_d9_l2_h3_t45K_s173289", "add_d13_l2_h3_t50K_s572091", "add_d15_l2_h3_t80K_s572091");
    }
}
