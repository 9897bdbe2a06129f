using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-20")]
public class MIX_20_MixedCombiner
{
    // Both make thousands of errors in a million questions, and miss it at few of their digits.
    [Fact]
    public void Measure_CommittedZoo_HoldsInAllModelsButTwoThatErr()
    {
        var result = CommittedModels.Measure("MIX-20");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Failing.Select(model => model.Name).Should().Equal(
            "mix_d9_l3_h4_t60K_s173289", "mix_d13_l3_h4_t85K_s572091");
        result.Measurements.Should().OnlyContain(model => model.Value > 0.45);
    }
}
