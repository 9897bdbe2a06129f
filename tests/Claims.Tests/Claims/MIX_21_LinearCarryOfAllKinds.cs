using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-21")]
public class MIX_21_LinearCarryOfAllKinds
{
    // Both make more than 10,000 errors in a million questions; the probes ask all questions, also those that a model answers wrong.
    [Fact]
    public void Measure_CommittedZoo_HoldsInAllModelsButTwoThatErr()
    {
        var result = CommittedModels.Measure("MIX-21");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Failing.Select(model => model.Name).Should().Equal(
            "mix_d10_l3_h4_t75K_s173289", "mix_d13_l3_h4_t85K_s572091");
    }
}
