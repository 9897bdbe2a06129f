using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "ADD-27")]
public class ADD_27_MakeCarryOfOnePair
{
    // In six of twelve models not one of 5,098 questions changes. In the others heads confirmed as SC bring carries from below too: of three digits all, of others up to 0.91,
    // of the highest none.
    private static readonly string[] Meeting =
    [
        "add_d5_l2_h3_t15K_s372001", "add_d6_l2_h3_t15K_s372001", "add_d8_l2_h3_t45K_s173289", "add_d10_l2_h3_t40K_s572091", "add_d11_l2_h3_t50K_s572091", "add_d14_l2_h3_t60K_s572091",
    ];

    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_HoldToItInTwo() => IsSo(CommittedModels.MeasureSmaller("ADD-27", Verdict.Partly, models: 4));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_HoldsInHalfOfTheModels() => IsSo(CommittedModels.MeasureLarger("ADD-27", Verdict.Partly, models: 12));

    private static void IsSo(ClaimResult result)
    {
        result.Meeting.Select(model => model.Name).Should().Equal(Meeting.Intersect(result.Measurements.Select(model => model.Name), StringComparer.Ordinal));
        result.Meeting.Should().OnlyContain(model => model.Raw["of these changed"] == 0);
    }
}
