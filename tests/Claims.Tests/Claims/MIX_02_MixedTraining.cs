using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
[Trait("Claim", "MIX-02")]
public class MIX_02_MixedTraining
{
    // The other way round: after equally many steps the mixed model errs more, at 5 digits with three seeds and less with none.
    [Fact]
    public void Measure_CommittedStudy_IsNotReproduced()
    {
        var result = CommittedModels.Measure("MIX-02");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().HaveCount(2);
        result.Measurements[0].Bounds!.Value.Lower.Should().BePositive();
        result.Measurements[0].Raw["final, enriched: first better"].Should().Be(0);
    }
}
