using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
[Trait("Claim", "MIX-03")]
public class MIX_03_Initialisation
{
    // At 6 digits it errs less with one seed of five, and more with three (ins1) or four (ins1c).
    [Fact]
    public void Measure_CommittedStudy_HoldsAtFiveDigits()
    {
        var result = CommittedModels.Measure("MIX-03");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Meeting.Select(contrast => contrast.Name).Should().Equal("ins1 vs mix, 5 digits", "ins1c vs mix, 5 digits");
        result.Failing.Select(contrast => contrast.Name).Should().Equal("ins1 vs mix, 6 digits", "ins1c vs mix, 6 digits");
        result.Failing.Should().OnlyContain(contrast => contrast.Bounds!.Value.Lower < 0 && contrast.Bounds!.Value.Upper > 0);
    }
}
