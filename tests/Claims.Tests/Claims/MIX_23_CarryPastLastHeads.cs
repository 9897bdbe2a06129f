using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "MIX-23")]
public class MIX_23_CarryPastLastHeads
{
    // Carries of sums come by the same way as borrows: by the last layer's heads, in models of 6 digits that start from an addition model nearly all, in others those of high digits.
    // Ablation says so too: in the map of the sample model last-layer heads where digits are predicted break additions (MIX-26).
    private static readonly string[] MostlyPast = ["mix_d5_l3_h4_t40K_s372001", "ins1_mix_d11_l3_h4_t75K_s572091"];

    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_AreNotSo() => IsSo(CommittedModels.MeasureSmaller("MIX-23", Verdict.NotReproduced, models: 7));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_IsNotReproduced() => IsSo(CommittedModels.MeasureLarger("MIX-23", Verdict.NotReproduced, models: 19));

    private static void IsSo(ClaimResult result)
    {
        result.Measurements.Where(model => model.Name.StartsWith("ins1_mix_d6_l3_h4", StringComparison.Ordinal)).Should().HaveCount(3).And.OnlyContain(model => model.Parts[1].Value > 0.9);
        result.Measurements.Where(model => model.Parts[1].Value < 0.5).Select(model => model.Name).Should().Equal(MostlyPast.Intersect(result.Measurements.Select(model => model.Name), StringComparer.Ordinal));
    }
}
