using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "MIX-33")]
public class MIX_33_TriStatesBeforeLastLayer
{
    // In the two larger ones pair 1 cannot be read up to the sign token.
    private static readonly string[] Failing = ["mix_d5_l3_h4_t40K_s372001", "mix_d10_l3_h4_t75K_s173289", "mix_d13_l3_h4_t85K_s572091"];

    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_MeetItButOne() => IsSo(CommittedModels.MeasureSmaller("MIX-33", Verdict.Partly, models: 7));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_HoldsInSixteenOfNineteenModels() => IsSo(CommittedModels.MeasureLarger("MIX-33", Verdict.Partly, models: 19));

    private static void IsSo(ClaimResult result)
    {
        result.Failing.Select(model => model.Name).Should().Equal(Failing.Intersect(result.Measurements.Select(model => model.Name), StringComparer.Ordinal));
        result.Meeting.Should().OnlyContain(model => model.Value > (model.Name == "ins1_mix_d8_l3_h4_t70K_s572091" ? 0.95 : 0.97));
    }
}
