using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "ADD-40")]
public class ADD_40_CarryByLastHeads
{
    // Of the carries decided further below than by the next pair these heads bring most, of those that the next pair decides from none to all: ADD-14's heads make these at the digit.
    // The two models that meet it are among those that fetch sums from earlier tokens (ADD-29).
    private static readonly string[] Meeting = ["add_d9_l2_h3_t45K_s173289", "add_d15_l2_h3_t80K_s572091"];

    private static readonly string[] AskedFirst =
    [
        "add_d5_l2_h3_t15K_s372001", "add_d6_l2_h3_t15K_s372001", "add_d6_l2_h3_t20K_s173289", "add_d6_l2_h3_t20K_s572091", "add_d11_l2_h3_t50K_s572091",
    ];

    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_AreNotSo() => IsSo(CommittedModels.MeasureSmaller("ADD-40", Verdict.NotReproduced, models: 4));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_HoldsInTwoModels() => IsSo(CommittedModels.MeasureLarger("ADD-40", Verdict.Partly, models: 13));

    private static void IsSo(ClaimResult result)
    {
        result.Meeting.Select(model => model.Name).Should().Equal(Meeting.Intersect(result.Measurements.Select(model => model.Name), StringComparer.Ordinal));
        result.Measurements.Should().OnlyContain(model => model.Value > 0.56 && OfFurtherBelow(model) > 0.92);
        result.Measurements.Where(model => AskedFirst.Contains(model.Name)).Should().OnlyContain(model => model.Value < 0.87 && OfTheNextPair(model) < 0.72);
        result.Failing.Should().OnlyContain(model => model.Value < 0.9 && OfTheNextPair(model) < 0.74);
    }

    private static double OfFurtherBelow(Measurement model) =>
        (model.Raw["flipped by the heads"] - model.Raw["of these flipped by the heads"]) / (model.Raw["questions"] - model.Raw["decided by the next pair below"]);

    private static double OfTheNextPair(Measurement model) => model.Raw["of these flipped by the heads"] / model.Raw["decided by the next pair below"];
}
