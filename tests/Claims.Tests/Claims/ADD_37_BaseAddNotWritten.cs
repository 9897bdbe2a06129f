using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-37")]
public class ADD_37_BaseAddNotWritten
{
    // Not a digit changes, not even the highest, where the re-tests see an exception.
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-37");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        result.Measurements.Should().HaveCount(11).And.OnlyContain(model => model.Value == 0);
        result.Measurements.SelectMany(model => model.Examples).Should().OnlyContain(digit => digit.Contains(": 0/100 changed", StringComparison.Ordinal));
    }
}
