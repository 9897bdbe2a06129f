using FluentAssertions;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "MIX-29")]
public class MIX_29_OrderUnseen
{
    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.MeasureLarger("MIX-29", Verdict.Reproduced, models: 16);

        result.Measurements.Sum(model => model.Raw["agree"]).Should().Be(198).And.Be(result.Measurements.Sum(model => model.Raw["digits of both kinds with such heads"]));
        result.Measurements.Sum(model => model.Raw["without sign"]).Should().Be(120);
        result.Measurements.Sum(model => model.Raw["modulo 10"]).Should().Be(51);
    }

    // Too few for the shuffle that must tell nothing: most of them see alike everywhere.
    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_AgreeAtEveryDigit()
    {
        var result = CommittedModels.MeasureSmaller("MIX-29", Verdict.NotMeasured, models: 7);

        result.Controls.Where(outcome => !outcome.Passed).Select(outcome => outcome.Name).Should().Equal(new ShuffledOrderSense().Name);
        result.Measurements.Should().OnlyContain(model => model.Value == 1);
    }
}
