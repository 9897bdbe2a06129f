using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-29")]
public class ADD_29_FetchedBaseAdd
{
    [SkippableFact]
    public void Measure_CommittedZoo_HoldsInThreeModels()
    {
        var result = CommittedModels.Measure("ADD-29");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(4);
        result.Failing.Select(model => model.Name).Should().Equal(
            "add_d8_l2_h3_t45K_s173289");
        result.Measurements.Should().OnlyContain(model => model.Raw["brought"] >= model.Raw["digits without SA"] - 2);
    }
}
