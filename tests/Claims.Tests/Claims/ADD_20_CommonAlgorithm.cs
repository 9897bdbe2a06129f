using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-20")]
public class ADD_20_CommonAlgorithm
{
    // The other six lack clauses of SA, as they add pairs at other tokens (ADD-29), and of tri-states; resolved carries come in at the last MLP in all.
    [Fact]
    public void Measure_CommittedZoo_HoldsInSevenModels()
    {
        var result = CommittedModels.Measure("ADD-20");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(13);
        result.Failing.Select(model => model.Name).Should().Equal(
            "add_d8_l2_h3_t45K_s173289", "add_d9_l2_h3_t45K_s173289", "add_d12_l2_h3_t50K_s572091", "add_d13_l2_h3_t50K_s572091", "add_d14_l2_h3_t60K_s572091", "add_d15_l2_h3_t80K_s572091");
        result.Measurements.Should().OnlyContain(model => model.Raw["SV valid"] >= model.Raw["SV clauses"] - 2);
    }
}
