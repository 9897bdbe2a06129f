using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-17")]
public class ADD_17_PairsCovered
{
    [Fact]
    public void Measure_CommittedZoo_HoldsInAllModelsButTwo()
    {
        var result = CommittedModels.Measure("ADD-17");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(13);
        result.Failing.Select(model => model.Name).Should().Equal(
            "add_d12_l2_h3_t50K_s572091", "add_d13_l2_h3_t50K_s572091");
    }
}
