using FluentAssertions;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "SUB-06")]
public class SUB_06_OrderSeen
{
    // With the seven published shapes and seeds alone, 72 of 76, too few models differed (p 0.010). In the four further seeds both hold or neither at all 42 places.
    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_HoldsInAllModelsButTwo()
    {
        var result = CommittedModels.MeasureLarger("SUB-06", Verdict.Partly, models: 11);

        result.Failing.Select(model => model.Name).Should().Equal("sub_d8_l2_h3_t50K_s371793", "sub_d10_l2_h3_t75K_s173289");
        (result.Measurements.Sum(model => model.Raw["agree"]), result.Measurements.Sum(model => model.Raw["digits of both kinds with such heads"])).Should().Be((114, 118));
    }

    // All three see the order everywhere, so that a shuffle, which must tell nothing, has nothing to mix.
    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_AgreeAtEveryDigit()
    {
        var result = CommittedModels.MeasureSmaller("SUB-06", Verdict.NotMeasured, models: 3);

        result.Controls.Where(outcome => !outcome.Passed).Select(outcome => outcome.Name).Should().Equal(new ShuffledOrderSense().Name);
        result.Measurements.Should().OnlyContain(model => model.Value == 1);
    }
}
