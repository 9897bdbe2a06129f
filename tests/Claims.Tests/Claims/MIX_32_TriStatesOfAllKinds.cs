using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "MIX-32")]
public class MIX_32_TriStatesOfAllKinds
{
    // Heads tell the cases of sums in 0.52 to 0.90 of the questions, of differences in 0.30 to 0.84, and at seven models no head looks at one of the pairs. MIX-33 finds the cases in the residual stream.
    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_AreNotSo() => IsSo(CommittedModels.MeasureSmaller("MIX-32", Verdict.NotReproduced, models: 7));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_IsSoInNoModel() => IsSo(CommittedModels.MeasureLarger("MIX-32", Verdict.NotReproduced, models: 18));

    private static void IsSo(ClaimResult result)
    {
        result.Measurements.Should().OnlyContain(model => model.Value < 0.75);
    }
}
