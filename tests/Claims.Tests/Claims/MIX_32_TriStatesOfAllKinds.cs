using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-32")]
public class MIX_32_TriStatesOfAllKinds
{
    // Heads tell the cases of sums in 0.52 to 0.90 of the questions, of differences in 0.30 to 0.84, and at seven models no head looks at one of the pairs. MIX-33 finds the cases in the residual stream.
    [Fact]
    public void Measure_CommittedZoo_IsSoInNoModel()
    {
        var result = CommittedModels.Measure("MIX-32");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().HaveCount(18).And.OnlyContain(model => model.Value < 0.75);
    }
}
