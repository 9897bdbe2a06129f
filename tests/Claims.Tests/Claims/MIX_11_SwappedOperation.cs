using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "MIX-11")]
public class MIX_11_SwappedOperation
{
    // 0.57 to 0.99 of the digits where 0.96 are published, and at least 0.9 in seven of nineteen models: three of nine from scratch, four of ten that start from addition. Of the paper's
    // sample 0.63.
    private static readonly string[] Meeting =
    [
        "mix_d5_l3_h4_t40K_s372001", "mix_d12_l3_h4_t85K_s572091", "mix_d13_l3_h4_t85K_s572091", "ins1_mix_d7_l3_h4_t50K_s572091", "ins1_mix_d9_l3_h4_t70K_s572091",
        "ins1_mix_d10_l3_h3_t50K_s572091", "ins1_mix_d11_l3_h4_t75K_s572091",
    ];

    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_HoldToItInOne() => IsSo(CommittedModels.MeasureSmaller("MIX-11", Verdict.Partly, models: 7));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_HoldsInSevenModels() => IsSo(CommittedModels.MeasureLarger("MIX-11", Verdict.Partly, models: 19));

    private static void IsSo(ClaimResult result)
    {
        result.Measurements.Should().OnlyContain(model => model.Value > 0.5);
        result.Measurements.Where(model => model.Name.StartsWith("ins1_mix_d6_l3_h4", StringComparison.Ordinal)).Should().HaveCount(3).And.OnlyContain(model => model.Value < 0.7);
        result.Meeting.Select(model => model.Name).Should().Equal(Meeting.Intersect(result.Measurements.Select(model => model.Name), StringComparer.Ordinal));
    }
}
