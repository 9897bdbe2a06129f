using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-15")]
public class ADD_15_SplitBaseAdd
{
    // Base add is split in three models, in two of them unevenly: patched alone, one head of each pair gives the donor's digit in most answers, the
    // other changes few, and neither goes part of the way. The other models leave each sum to one head.
    [Fact]
    public void Measure_CommittedZoo_HoldsInOneModelJust()
    {
        var result = CommittedModels.Measure("ADD-15");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(3);
        result.Failing.Select(model => model.Name).Should().Equal(
            "add_d6_l2_h3_t15K_s372001", "add_d6_l2_h3_t20K_s572091");
        result.Failing.Should()
            .OnlyContain(model => model.Bounds!.Value.Upper < 0.5 && model.Raw["exactly the donor's"] > 2 * model.Raw["part of the way"]);
        result.Measurements.Should().ContainSingle(model => model.Name == "add_d8_l2_h3_t45K_s173289" && model.Value < 0.51 && model.Bounds!.Value.Lower < 0.5);
    }
}
