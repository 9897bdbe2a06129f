using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-09")]
public class ADD_09_UsefulPositions
{
    // A head at D2 of one model and a head and the MLP at D1 of another are useful.
    [Fact]
    public void Measure_CommittedZoo_HoldsInAllModelsButTwo()
    {
        var result = CommittedModels.Measure("ADD-09");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(13);
        result.Measurements.Where(model => model.Value > 0).Should().SatisfyRespectively(
            small =>
            {
                small.Name.Should().Be("add_d6_l2_h3_t15K_s372001");
                small.Examples.Should().Equal("P3L0H2 fails 11 of 600");
            },
            large =>
            {
                large.Name.Should().Be("add_d13_l2_h3_t50K_s572091");
                large.Examples.Should().Equal("P11L0H0 fails 172 of 600", "P11L0MLP fails 121 of 600");
            });
    }
}
