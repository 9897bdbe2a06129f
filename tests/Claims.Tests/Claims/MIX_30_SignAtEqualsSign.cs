using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "MIX-30")]
public class MIX_30_SignAtEqualsSign
{
    // What is missing in six is compared at '=' itself, by what the first layer reads there: in the paper's sample, one pair of six.
    private static readonly string[] Failing =
    [
        "ins1_mix_d6_l3_h4_t40K_s372001", "mix_d7_l3_h4_t50K_s372001", "mix_d8_l3_h4_t60K_s173289", "mix_d9_l3_h4_t60K_s173289", "ins1_mix_d10_l3_h3_t50K_s572091",
        "ins1_mix_d11_l3_h4_t75K_s572091",
    ];

    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_HoldToItButOne() => IsSo(CommittedModels.MeasureSmaller("MIX-30", Verdict.Partly, models: 7));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_HoldsInThirteenOfNineteenModels() => IsSo(CommittedModels.MeasureLarger("MIX-30", Verdict.Partly, models: 19));

    private static void IsSo(ClaimResult result)
    {
        result.Failing.Select(model => model.Name).Should().Equal(Failing.Intersect(result.Measurements.Select(model => model.Name), StringComparer.Ordinal));
        result.Measurements.SelectMany(model => model.Parts).Should().OnlyContain(
            part => part.Raw["flipped by either"] >= (part.Name.StartsWith("ins1_mix_d11", StringComparison.Ordinal) ? 0.92 : 0.95) * part.Raw["questions"]);
    }
}
