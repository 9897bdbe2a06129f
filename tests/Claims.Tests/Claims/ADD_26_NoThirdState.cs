using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "ADD-26")]
public class ADD_26_NoThirdState
{
    // Where the highest digit is predicted sums of 9 are a third symbol, about as far from both others as these are from each other, in all models but that of 10 digits. At the
    // other digits most lie near the end that their carry names, but 0.03 to 0.65 off the axis, mostly farther than sums of 8 and 10 are, with the least p there is.
    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_AreNotSo() => IsSo(CommittedModels.MeasureSmaller("ADD-26"), Verdict.NotReproduced);

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_IsNotReproduced() => IsSo(CommittedModels.MeasureLarger("ADD-26"), Verdict.NotReproduced);

    private static void IsSo(ClaimResult result, Verdict verdict)
    {
        result.Verdict.Should().Be(verdict, result.Reason);
        result.Measurements.Should().OnlyContain(model => model.Raw["p, median"] == 0.001
            && model.Raw["off the axis, median"] > 1.5 * model.Raw["off the axis, sums of 8 and 10, median"]);
        result.Measurements.Where(model => model.Parts.Last().Value < 0.45).Select(model => model.Name).Should().BeSubsetOf(["add_d10_l2_h3_t40K_s572091"]);
        result.Measurements.SelectMany(model => model.Parts.SkipLast(1)).Should().OnlyContain(digit => digit.Value < 0.66
            && digit.Raw["along the axis, without carry from below"] < 0.52 && digit.Raw["along the axis, with carry from below"] > 0.53);
    }
}
