using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-36")]
public class ADD_36_TriStateHeadsRedundant
{
    // In six more the median is 0.09 to 0.17; in the five that add pairs at earlier tokens, by these very heads, 0.31 to 0.86.
    [SkippableFact]
    public void Measure_CommittedZoo_HoldsInTwoModels()
    {
        var result = CommittedModels.Measure("ADD-36");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(13);
        result.Meeting.Select(model => model.Name).Should().Equal("add_d10_l2_h3_t40K_s572091", "add_d14_l2_h3_t60K_s572091");
        result.Measurements.Where(model => model.Value > 0.2).Select(model => model.Raw["heads"]).Should().HaveCount(5);
    }
}
