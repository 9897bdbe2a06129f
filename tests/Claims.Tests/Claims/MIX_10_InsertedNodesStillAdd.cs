using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-10")]
public class MIX_10_InsertedNodesStillAdd
{
    [Fact]
    public void Measure_CommittedZoo_HoldsInOneModel()
    {
        var result = CommittedModels.Measure("MIX-10");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Meeting.Select(model => model.Name).Should().Equal(
            "ins1_mix_d9_l3_h4_t70K_s572091");
        result.Measurements.Should().HaveCount(10).And.OnlyContain(model => model.Value > 0.5);
    }
}
