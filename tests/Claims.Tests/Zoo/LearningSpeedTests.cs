using FluentAssertions;
using Repro.Claims.Zoo;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

[Trait(Tier.Name, Tier.Fast)]
public sealed class LearningSpeedTests
{
    [Theory]
    [InlineData(3.0, 0)]
    [InlineData(2.5, 200)]
    [InlineData(0.1, 1000)]
    [InlineData(0.05, null)]
    public void StepsBelow_Curve_IsWhereItStaysBelow(double threshold, int? expected)
    {
        // A spike at step 800 takes it back above most thresholds.
        var losses = new ZooLosses(200, [2.9f, 1.5f, 0.3f, 0.06f, 2f, 0.05f]);

        LearningSpeed.StepsBelow(losses, threshold).Should().Be(expected);
    }

    [Fact]
    public void StepsBelow_LossEqualToTheThreshold_IsNotBelow() => LearningSpeed.StepsBelow(new ZooLosses(10, [1f, 0.5f, 0.25f]), 0.5).Should().Be(20);

    [Fact]
    public void StepsBelow_EmptyCurve_IsNever() => LearningSpeed.StepsBelow(new ZooLosses(10, []), 0.5).Should().BeNull();

    [Fact]
    public void StepsBelow_LossThatIsNoNumber_IsNotBelow() => LearningSpeed.StepsBelow(new ZooLosses(10, [0.1f, float.NaN, 0.1f]), 0.5).Should().Be(20);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void StepsBelow_ThresholdThatIsNone_IsRefused(double threshold) =>
        FluentActions.Invoking(() => LearningSpeed.StepsBelow(new ZooLosses(10, [1f]), threshold)).Should().Throw<ArgumentException>().WithMessage("*above 0*");
}
