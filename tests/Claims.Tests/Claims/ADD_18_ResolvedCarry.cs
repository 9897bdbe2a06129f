using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-18")]
public class ADD_18_ResolvedCarry
{
    [Fact]
    public void Measure_CommittedZoo_HoldsInAllModelsButTwo()
    {
        var result = CommittedModels.Measure("ADD-18");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(13);
        result.Failing.Select(model => model.Name).Should().Equal(
            "add_d12_l2_h3_t50K_s572091", "add_d15_l2_h3_t80K_s572091");
        result.Measurements.Should().OnlyContain(model => model.Value > 0.85);
    }
}
