using FluentAssertions;
using Repro.Models.Training;
using Xunit;

namespace Repro.Models.Tests.Training;

[Trait(Tier.Name, Tier.Fast)]
public sealed class LossCurveTests
{
    [Fact]
    public void FinalLosses_BeforeTheFirstStep_AreNaN()
    {
        var curve = new LossCurve();

        curve.FinalLoss.Should().Be(double.NaN);
        curve.AvgFinalLoss.Should().Be(double.NaN);
        curve.Samples.Should().BeEmpty();
        curve.Latest().Should().BeEmpty();
    }

    [Theory]
    [InlineData(1, 1.0, 1)]
    [InlineData(3, 2.0, 1)]
    [InlineData(5, 3.0, 1)]
    [InlineData(12, 10.0, 2)]
    [InlineData(101, 99.0, 11)]
    public void Add_LossesOneTwoThree_KeepsTheLastFiveAndEveryTenth(int steps, double average, int samples)
    {
        var curve = new LossCurve();
        for (var loss = 1; loss <= steps; loss++)
        {
            curve.Add(loss);
        }

        curve.Steps.Should().Be(steps);
        curve.FinalLoss.Should().Be(steps);
        curve.AvgFinalLoss.Should().Be(average);
        curve.Samples.Should().Equal(Enumerable.Range(0, samples).Select(i => (10f * i) + 1));
    }
}
