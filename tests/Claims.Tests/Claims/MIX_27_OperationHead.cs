using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-27")]
public class MIX_27_OperationHead
{
    // Five of seven have such a head, 0.37 to 0.94 of the digits. That of 9 digits, which makes no error in a million questions, has none.
    [Fact]
    public void Measure_CommittedZoo_HoldsInFiveModels()
    {
        var result = CommittedModels.Measure("MIX-27");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(7);
        result.Failing.Select(model => model.Name).Should().Equal(
            "ins1_mix_d6_l3_h3_t80K_s572091", "ins1_mix_d9_l3_h4_t70K_s572091");
    }
}
