using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "MIX-24")]
public class MIX_24_DistributedOperation
{
    // No direction does it, but in all models but one a head does, mostly of layer 0: 0.16 to 0.98 of the digits, in the other 0.101. MIX-27 asks what such a head tells.
    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_AreNotSo() => IsSo(CommittedModels.MeasureSmaller("MIX-24", Verdict.NotReproduced, models: 7));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_IsNotReproduced() => IsSo(CommittedModels.MeasureLarger("MIX-24", Verdict.NotReproduced, models: 19));

    private static void IsSo(ClaimResult result)
    {
        result.Measurements.Should().OnlyContain(model => model.Value > (model.Name == "ins1_mix_d6_l3_h3_t80K_s572091" ? 0.1 : 0.15));
        result.Measurements.SelectMany(model => model.Parts).Where(part => part.Name.EndsWith("direction", StringComparison.Ordinal))
            .Should().HaveCount(2 * result.Measurements.Length).And.OnlyContain(part => part.Value < 0.13);
    }
}
