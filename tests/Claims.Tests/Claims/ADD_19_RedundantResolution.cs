using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-19")]
public class ADD_19_RedundantResolution
{
    // Together the heads are needed in every model; but in three of four there are digits that a single head breaks as well, in part.
    [Fact]
    public void Measure_CommittedZoo_HoldsInOneModel()
    {
        var result = CommittedModels.Measure("ADD-19");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().ContainSingle(model => result.Claim.Criterion.Holds(model.Value)).Which.Name.Should().Be("add_d6_l2_h3_t15K_s372001");
        result.Measurements.Should().OnlyContain(model => model.Raw["wrong without all heads"] > 0.35 * model.Raw["cascades"]);
    }
}
