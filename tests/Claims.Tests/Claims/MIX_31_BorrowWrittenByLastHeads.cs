using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "MIX-31")]
public class MIX_31_BorrowWrittenByLastHeads
{
    // Of 1,000,000 subtractions mix_d13 gets thousands wrong, ins1_mix_d10 711, mix_d11 32, ins1_mix_d9 none.
    private static readonly string[] Failing =
        ["mix_d11_l3_h4_t80K_s572091", "mix_d13_l3_h4_t85K_s572091", "ins1_mix_d9_l3_h4_t70K_s572091", "ins1_mix_d10_l3_h3_t50K_s572091"];

    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_MeetIt() => IsSo(CommittedModels.MeasureSmaller("MIX-31", Verdict.Reproduced, models: 7));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_HoldsInAllButFourModels() => IsSo(CommittedModels.MeasureLarger("MIX-31", Verdict.Partly, models: 19));

    private static void IsSo(ClaimResult result)
    {
        result.Failing.Select(model => model.Name).Should().Equal(Failing.Intersect(result.Measurements.Select(model => model.Name), StringComparer.Ordinal));
    }
}
