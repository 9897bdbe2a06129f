using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-36")]
public class MIX_36_BorrowHeadsMakeCarries
{
    // Ten of eighteen have no head that makes a borrow by itself. In mix_d8 a head of layer 0 makes all borrows and another one the carries; ins1_mix_d6_l3_h3 makes some of them by heads of
    // the last layer that look at the sign.
    [Fact]
    public void Measure_CommittedZoo_HoldsInFourOfEightModels()
    {
        var result = CommittedModels.Measure("MIX-36");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(8);
        result.Meeting.Select(model => model.Name).Should().Equal(
            "mix_d9_l3_h4_t60K_s173289", "mix_d10_l3_h4_t75K_s173289", "ins1_mix_d9_l3_h4_t70K_s572091", "ins1_mix_d11_l3_h4_t75K_s572091");
        (result.Measurements.Sum(model => model.Raw["with SC too"]), result.Measurements.Sum(model => model.Raw["heads with MB or NB"])).Should().Be((31, 45));
    }
}
