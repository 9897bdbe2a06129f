using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "ADD-26")]
public class ADD_26_NoThirdState
{
    // Where the highest digit is predicted sums of 9 are a third symbol, about as far from both others as these are from each other, in all models but that of 10 digits. At the
    // other digits most lie near the end that their carry names, but 0.03 to 0.65 off the axis, mostly farther than sums of 8 and 10 are, with the least p there is: of the five models asked first 0.05 to 0.33.
    private static readonly string[] AskedFirst =
    [
        "add_d5_l2_h3_t15K_s372001", "add_d6_l2_h3_t15K_s372001", "add_d6_l2_h3_t20K_s173289", "add_d6_l2_h3_t20K_s572091", "add_d11_l2_h3_t50K_s572091",
    ];

    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_AreNotSo() => IsSo(CommittedModels.MeasureSmaller("ADD-26", Verdict.NotReproduced, models: 4));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_IsNotReproduced() => IsSo(CommittedModels.MeasureLarger("ADD-26", Verdict.NotReproduced, models: 13));

    private static void IsSo(ClaimResult result)
    {
        result.Measurements.Should().OnlyContain(model => model.Raw["p, median"] == 0.001
            && model.Raw["off the axis, median"] > 1.5 * model.Raw["off the axis, sums of 8 and 10, median"]);
        result.Measurements.Where(model => model.Parts.Last().Value < 0.45).Select(model => model.Name).Should().BeSubsetOf(["add_d10_l2_h3_t40K_s572091"]);
        foreach (var model in result.Measurements)
        {
            var (off, without, with) = AskedFirst.Contains(model.Name) ? (0.35, 0.3, 0.7) : (0.66, 0.52, 0.53);
            model.Parts.SkipLast(1).Should().OnlyContain(digit => digit.Value < off
                && digit.Raw["along the axis, without carry from below"] < without && digit.Raw["along the axis, with carry from below"] > with);
        }
    }
}
