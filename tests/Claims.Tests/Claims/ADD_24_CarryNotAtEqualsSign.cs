using System.Globalization;
using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "ADD-24")]
public class ADD_24_CarryNotAtEqualsSign
{
    // Four of thirteen models hold to the finding. In six of the others '=' is where the lowest pair, or the lowest two, are read from: a carry that these decide
    // flips, one that is decided higher up does not. In three of 12 to 15 digits some carries into the high digits come from there.
    private static readonly string[] Meeting =
        ["add_d6_l2_h3_t15K_s372001", "add_d6_l2_h3_t20K_s173289", "add_d9_l2_h3_t45K_s173289", "add_d13_l2_h3_t50K_s572091"];

    private static readonly (string Model, int Pairs)[] LowestPairs =
    [
        ("add_d5_l2_h3_t15K_s372001", 1), ("add_d6_l2_h3_t20K_s572091", 1), ("add_d7_l2_h3_t45K_s173289", 1), ("add_d8_l2_h3_t45K_s173289", 2),
        ("add_d10_l2_h3_t40K_s572091", 2), ("add_d11_l2_h3_t50K_s572091", 2),
    ];

    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_HoldToItInTwoModelsAndInTheOthersForAllButTheLowestPairs() => IsSo(CommittedModels.MeasureSmaller("ADD-24", Verdict.Partly, models: 4));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_HoldsInFourModelsAndInMostOthersForAllButTheLowestPairs() => IsSo(CommittedModels.MeasureLarger("ADD-24", Verdict.Partly, models: 13));

    private static void IsSo(ClaimResult result)
    {
        result.Meeting.Select(model => model.Name).Should().Equal(Meeting.Intersect(result.Measurements.Select(model => model.Name), StringComparer.Ordinal));
        foreach (var (name, pairs) in LowestPairs)
        {
            LowestDecide(result.Measurements.FirstOrDefault(model => string.Equals(model.Name, name, StringComparison.Ordinal)), pairs);
        }
    }

    // From A_3 on, where every decided pair has another one above it.
    private static void LowestDecide(Measurement? model, int pairs)
    {
        foreach (var (index, part) in (model?.Parts ?? []).Index().Skip(2))
        {
            var digit = index + 1;
            for (var depth = 1; depth <= digit; depth++)
            {
                var share = part.Raw[Key(depth, "flipped")] / part.Raw[Key(depth, "questions")];
                (digit - depth < pairs ? 1 - share : share).Should().BeLessThan(0.15, $"{part.Name}, depth {depth}");
            }
        }
    }

    private static string Key(int depth, string what) => string.Create(CultureInfo.InvariantCulture, $"depth {depth}, {what}");
}
