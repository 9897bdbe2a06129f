using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-25")]
public class MIX_25_MixedHeadPurposes
{
    [Fact]
    public void Measure_CommittedZoo_HoldsInAllModelsButTwo()
    {
        var result = CommittedModels.Measure("MIX-25");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(18);
        result.Failing.Select(model => model.Name).Should().Equal(
            "mix_d12_l3_h4_t85K_s572091",
            "ins1_mix_d8_l3_h4_t70K_s572091");
        result.Measurements.Should().OnlyContain(model => model.Value >= 0.45);
    }
}
