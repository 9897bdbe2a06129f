using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-10")]
public class ADD_10_OneDigitEach
{
    // In these two some sums are formed where a higher digit is predicted, and fetched from there later (ADD-29).
    [Fact]
    public void Measure_CommittedZoo_HoldsInAllModelsButTwo()
    {
        var result = CommittedModels.Measure("ADD-10");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(12);
        result.Failing.Select(model => model.Name).Should().Equal(
            "add_d13_l2_h3_t50K_s572091", "add_d15_l2_h3_t80K_s572091");
    }
}
