using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-30")]
public class MIX_30_SignAtEqualsSign
{
    // What is missing in four is compared at '=' itself, by what the first layer reads there: in the paper's sample, one pair of six.
    [Fact]
    public void Measure_CommittedZoo_HoldsInEightOfTwelveModels()
    {
        var result = CommittedModels.Measure("MIX-30");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(12);
        result.Failing.Select(model => model.Name).Should().Equal(
            "ins1_mix_d6_l3_h4_t40K_s372001", "mix_d7_l3_h4_t50K_s372001", "mix_d8_l3_h4_t60K_s173289", "mix_d9_l3_h4_t60K_s173289");
        result.Measurements.SelectMany(model => model.Parts).Should().OnlyContain(
            part => part.Raw["flipped by either"] >= 0.95 * part.Raw["questions"]);
    }
}
