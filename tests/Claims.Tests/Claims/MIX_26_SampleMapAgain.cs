using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-26")]
public class MIX_26_SampleMapAgain
{
    // 0.78. Ours uses 48 of the 52 published places and 21 more, and is hurt more: the last layer's MLPs break 55 to 73 % of the questions, published are 1 to 7 %.
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-26");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        var sample = result.Measurements.Should().ContainSingle().Subject;
        sample.Value.Should().BeInRange(0.77, 0.78);
        (sample.Raw["used in both"], sample.Raw["used in the published map only"], sample.Raw["used here only"]).Should().Be((48, 4, 21));
    }
}
