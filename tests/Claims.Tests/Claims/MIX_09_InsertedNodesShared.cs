using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-09")]
public class MIX_09_InsertedNodesShared
{
    [Fact]
    public void Measure_CommittedZoo_HoldsInSevenModels()
    {
        var result = CommittedModels.Measure("MIX-09");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Failing.Select(model => model.Name).Should().Equal(
            "ins1_mix_d6_l3_h4_t40K_s173289",
            "ins1_mix_d6_l3_h4_t50K_s572091",
            "ins1_mix_d8_l3_h4_t70K_s572091");
        result.Measurements.Should().HaveCount(10).And.OnlyContain(model => model.Value > 0.5 && model.Raw["p of so many among random nodes"] == 0.001);
    }
}
