using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-38")]
public class MIX_38_StartBySize
{
    // At 7 digits neither makes an error; at 8 the one from scratch makes more, 23 against none.
    [Fact]
    public void Measure_CommittedZoo_HoldsAtThreeOfFiveSizes()
    {
        var result = CommittedModels.Measure("MIX-38");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Meeting.Select(size => size.Name).Should().Equal("9 digits", "10 digits", "11 digits");
        result.Failing.Select(size => (size.Name, size.Value < 0)).Should().Equal(("7 digits", false), ("8 digits", true));
    }
}
