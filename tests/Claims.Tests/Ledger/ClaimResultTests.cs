using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Ledger;

[Trait(Tier.Name, Tier.Fast)]
public class ClaimResultTests
{
    [Theory]
    [InlineData(Verdict.Reproduced, new[] { 4.0, 3.0 })]
    [InlineData(Verdict.Partly, new[] { 4.0, 4.5 })]
    [InlineData(Verdict.NotReproduced, new[] { 5.0, 4.5 })]
    [InlineData(Verdict.NotReproduced, new[] { double.NaN })]
    public void Of_Measurements_GiveTheVerdict(Verdict verdict, double[] values) =>
        Samples.Result(controlPassed: true, values).Verdict.Should().Be(verdict);

    [Fact]
    public void Of_ValuesOutside_AreNamedInTheReason() =>
        Samples.Result(controlPassed: true, 4, 4.5).Reason.Should().Contain("m1 = 4.5").And.NotContain("m0");

    [Fact]
    public void Of_FailedControl_IsNotMeasuredWhateverTheValues()
    {
        var result = Samples.Result(controlPassed: false, 1);

        result.Verdict.Should().Be(Verdict.NotMeasured);
        result.Reason.Should().Contain("two and three are not (5)");
    }

    [Fact]
    public void Of_MissingControlOrMeasurement_IsRefused()
    {
        FluentActions.Invoking(() => ClaimResult.Of(Samples.Claim, "cpu", [new Measurement("m", 1)], []))
            .Should().Throw<ArgumentException>().WithMessage("TST-01 lists the controls*");
        FluentActions.Invoking(() => ClaimResult.Of(Samples.Claim, "cpu", [], [new ControlOutcome(Samples.Claim.Controls[0], true, "")]))
            .Should().Throw<ArgumentException>().WithMessage("TST-01 has no measurement.");
    }

    [Fact]
    public void NotMeasured_Claim_SaysWhy()
    {
        var result = ClaimResult.NotMeasured(Samples.Claim, "needs a GPU");

        result.Verdict.Should().Be(Verdict.NotMeasured);
        result.Reason.Should().Be("needs a GPU");
        FluentActions.Invoking(() => ClaimResult.NotMeasured(Samples.Claim, " ")).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(Comparator.LessThan, true, false, false)]
    [InlineData(Comparator.AtMost, true, true, false)]
    [InlineData(Comparator.AtLeast, false, true, true)]
    [InlineData(Comparator.GreaterThan, false, false, true)]
    public void Holds_BelowAtAndAboveTheThreshold_FollowsTheComparator(Comparator comparator, bool below, bool at, bool above)
    {
        var criterion = new Criterion("m", comparator, 10, "r");

        criterion.Holds(9.9).Should().Be(below);
        criterion.Holds(10).Should().Be(at);
        criterion.Holds(10.1).Should().Be(above);
        criterion.Holds(double.NaN).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("ADD-1")]
    [InlineData("add-01")]
    [InlineData("../ADD-01")]
    public void Claim_OtherId_IsRefused(string id) =>
        FluentActions.Invoking(() => Samples.Claim with { Id = id }).Should().Throw<ArgumentException>().WithMessage($"'{id}' is no claim's id*");
}
