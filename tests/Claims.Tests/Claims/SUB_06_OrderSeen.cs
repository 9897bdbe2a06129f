using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "SUB-06")]
public class SUB_06_OrderSeen
{
    // In these two a few digits come without sign from heads that see a little of the order: 72 of 76 agree in all.
    [SkippableFact]
    public void Measure_CommittedZoo_HoldsInFiveModels()
    {
        var result = CommittedModels.Measure("SUB-06");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(7);
        result.Failing.Select(model => model.Name).Should().Equal(
            "sub_d8_l2_h3_t50K_s371793", "sub_d10_l2_h3_t75K_s173289");
        result.Measurements.Sum(model => model.Raw["agree"]).Should().Be(72);
        result.Measurements.Sum(model => model.Raw["digits of both kinds with such heads"]).Should().Be(76);
    }
}
