using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-33")]
public class MIX_33_TriStatesBeforeLastLayer
{
    // In the two larger ones pair 1 cannot be read up to the sign token.
    [Fact]
    public void Measure_CommittedZoo_HoldsInNineOfTwelveModels()
    {
        var result = CommittedModels.Measure("MIX-33");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(12);
        result.Failing.Select(model => model.Name).Should().Equal("mix_d5_l3_h4_t40K_s372001", "mix_d10_l3_h4_t75K_s173289", "mix_d13_l3_h4_t85K_s572091");
        result.Meeting.Should().OnlyContain(model => model.Value > 0.97);
    }
}
