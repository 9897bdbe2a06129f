using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-07")]
public class MIX_07_SharedBaseValues
{
    // Models that start from an addition model have heads that do not see the order of the digits (MIX-29), which adding does not need.
    [Fact]
    public void Measure_CommittedZoo_HoldsInFourModelsFromScratch()
    {
        var result = CommittedModels.Measure("MIX-07");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(18);
        result.Meeting.Select(model => model.Name).Should().Equal(
            "mix_d5_l3_h4_t40K_s372001",
            "mix_d7_l3_h4_t50K_s372001",
            "mix_d8_l3_h4_t60K_s173289",
            "mix_d9_l3_h4_t60K_s173289");
        result.Measurements.Where(model => model.Name.StartsWith("ins1", StringComparison.Ordinal)).Should().HaveCount(10).And.OnlyContain(model => model.Value == 0 && model.Raw["digits testable"] == model.Raw["digits"]);
    }
}
