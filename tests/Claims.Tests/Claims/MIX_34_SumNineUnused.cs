using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-34")]
public class MIX_34_SumNineUnused
{
    // In the sample, in mix_d7 and in ins1_mix_d9 no head does; in the other fifteen models one does at 1 to 7 digits.
    [Fact]
    public void Measure_CommittedZoo_HoldsInThreeModels()
    {
        var result = CommittedModels.Measure("MIX-34");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Meeting.Select(model => model.Name).Should().Equal("ins1_mix_d6_l3_h4_t40K_s372001", "mix_d7_l3_h4_t50K_s372001", "ins1_mix_d9_l3_h4_t70K_s572091");
        (result.Measurements.Sum(model => model.Raw["with SS"]), result.Measurements.Sum(model => model.Raw["digits asked"])).Should().Be((33, 125));
    }
}
