using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "ADD-37")]
public class ADD_37_BaseAddNotWritten
{
    // Not a digit changes, not even the highest, where the re-tests see an exception.
    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_MeetIt() => IsSo(CommittedModels.MeasureSmaller("ADD-37", Verdict.Reproduced, models: 4));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_IsReproduced() => IsSo(CommittedModels.MeasureLarger("ADD-37", Verdict.Reproduced, models: 11));

    private static void IsSo(ClaimResult result)
    {
        result.Measurements.Should().OnlyContain(model => model.Value == 0);
        result.Measurements.SelectMany(model => model.Examples).Should().OnlyContain(digit => digit.Contains(": 0/100 changed", StringComparison.Ordinal));
    }
}
