using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-30")]
public class ADD_30_SingleTriStateHeads
{
    // So it is in four of the six models that add some pairs at earlier tokens; those of 10 and 11 digits have such a head for eight pairs each.
    [Fact]
    public void Measure_CommittedZoo_HoldsInFourModels()
    {
        var result = CommittedModels.Measure("ADD-30");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(13);
        result.Measurements.Where(model => model.Value <= 0.1).Select(model => model.Name).Should().Equal(
            "add_d9_l2_h3_t45K_s173289", "add_d12_l2_h3_t50K_s572091", "add_d13_l2_h3_t50K_s572091", "add_d15_l2_h3_t80K_s572091");
    }
}
