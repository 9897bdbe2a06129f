using FluentAssertions;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "SUB-06")]
public class SUB_06_OrderSeen
{
    // 72 of 76 agree in all, but in four of seven models nothing is blind and in one all is, so that too little is left to differ: p 0.01.
    [Fact]
    public void Measure_CommittedZoo_IsNotMeasuredAsTooFewModelsDiffer()
    {
        var result = CommittedModels.Measure("SUB-06");

        result.Verdict.Should().Be(Verdict.NotMeasured, result.Reason);
        result.Controls.Where(control => !control.Passed).Should().ContainSingle().Which.Name.Should().Be(new ShuffledOrderSense().Name);
        result.Measurements.Should().HaveCount(7);
        result.Measurements.Where(model => model.Value < 0.9).Select(model => model.Name).Should().Equal("sub_d8_l2_h3_t50K_s371793", "sub_d10_l2_h3_t75K_s173289");
        result.Measurements.Sum(model => model.Raw["agree"]).Should().Be(72);
        result.Measurements.Sum(model => model.Raw["digits of both kinds with such heads"]).Should().Be(76);
    }
}
