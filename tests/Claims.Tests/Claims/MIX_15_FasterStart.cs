using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
[Trait("Claim", "MIX-15")]
public class MIX_15_FasterStart
{
    // The intervals lie on both sides of 0; with what the published code leaves out copied as well (ins1c), one of 5 digits lies below it.
    [Fact]
    public void Measure_CommittedStudy_IsNotReproduced()
    {
        var result = CommittedModels.Measure("MIX-15");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().HaveCount(2).And.OnlyContain(contrast => contrast.Bounds!.Value.Lower < 0 && contrast.Bounds!.Value.Upper > 0);
    }
}
