using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-39")]
public class MIX_39_MixedBySize
{
    // At 6 digits none makes an error; at 5 and 10 the mixed one makes more.
    [Fact]
    public void Measure_CommittedZoo_HoldsAtTwoOfFiveSizes()
    {
        var result = CommittedModels.Measure("MIX-39");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Meeting.Select(size => size.Name).Should().Equal("8 digits", "12 digits");
        result.Failing.Select(size => (size.Name, size.Value < 0)).Should().Equal(("5 digits", true), ("6 digits", false), ("10 digits", true));
    }
}
