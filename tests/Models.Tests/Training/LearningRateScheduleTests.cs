using FluentAssertions;
using Repro.Models.Training;
using Xunit;

namespace Repro.Models.Tests.Training;

[Trait(Tier.Name, Tier.Fast)]
public sealed class LearningRateScheduleTests
{
    private static readonly TrainingRecipe Paper = new() { Steps = 15_000, LearningRate = 8e-5, WarmUpSteps = 3_000, Seed = 1 };

    [Theory]
    [InlineData(0, 8e-7)]
    [InlineData(1, 8.264e-7)] // 8e-5 (0.01 + 0.99 / 3000)
    [InlineData(1_500, 4.04e-5)] // 8e-5 (0.01 + 0.99 / 2)
    [InlineData(2_999, 7.99736e-5)] // 8e-5 (1 - 0.99 / 3000)
    [InlineData(3_000, 8e-5)]
    [InlineData(6_000, 6.8284271247461901e-5)] // a quarter of the cosine: 4e-5 (1 + cos 45°)
    [InlineData(9_000, 4e-5)]
    [InlineData(11_000, 2e-5)] // two thirds: 4e-5 (1 + cos 120°)
    public void At_PaperRecipe_HasTheHandComputedRate(int step, double rate) =>
        new LearningRateSchedule(Paper).At(step).Should().BeApproximately(rate, 1e-19);

    [Fact]
    public void At_LastStep_IsOneStepShortOfTheEndOfTheCosine() =>
        // 4e-5 (1 - cos(π / 12000)) = 2e-5 (π / 12000)² to eight digits
        new LearningRateSchedule(Paper).At(14_999).Should().BeApproximately(1.37077838e-12, 2e-20);

    [Fact]
    public void At_FinalShare_IsTheFloorOfTheCosine()
    {
        var schedule = new LearningRateSchedule(Paper with { FinalShare = 0.02 });

        schedule.At(3_000).Should().BeApproximately(8e-5, 1e-19);
        schedule.At(9_000).Should().BeApproximately(4.08e-5, 1e-19);
        schedule.At(14_999).Should().BeApproximately(1.6e-6, 2e-12);
    }

    [Fact]
    public void At_NoWarmUp_StartsAtTheFullRate() =>
        new LearningRateSchedule(Paper with { WarmUpSteps = 0 }).At(0).Should().Be(8e-5);

    [Fact]
    public void At_WarmUpOnly_NeverReachesTheCosine()
    {
        var schedule = new LearningRateSchedule(Paper with { Steps = 10, WarmUpSteps = 10 });

        schedule.At(9).Should().BeApproximately(8e-5 * (0.01 + (0.99 * 0.9)), 1e-19);
    }

    [Fact]
    public void At_OneStep_HasTheFullRate() => new LearningRateSchedule(Paper with { Steps = 1, WarmUpSteps = 0 }).At(0).Should().Be(8e-5);

    /// <summary>PyTorch does not evaluate the closed forms but chains each rate to the one before; rounding aside they agree.</summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.02)]
    public void At_EveryStep_FollowsPyTorchsRecursions(double finalShare)
    {
        var recipe = Paper with { Steps = 2_000, WarmUpSteps = 400, LearningRate = 2e-3, FinalShare = finalShare };
        var schedule = new LearningRateSchedule(recipe);

        var rate = recipe.LearningRate * recipe.WarmUpStart;
        for (var step = 0; step < recipe.Steps; step++)
        {
            schedule.At(step).Should().BeApproximately(rate, 1e-13, "this is step {0}", step);
            var next = step + 1;
            var floor = recipe.LearningRate * finalShare;
            if (next < 400)
            {
                rate *= 1 + ((1 - recipe.WarmUpStart) / ((400 * recipe.WarmUpStart) + ((next - 1) * (1 - recipe.WarmUpStart))));
            }
            else if (next == 400)
            {
                rate = recipe.LearningRate;
            }
            else
            {
                var t = next - 400;
                rate = ((1 + Math.Cos(Math.PI * t / 1_600)) / (1 + Math.Cos(Math.PI * (t - 1) / 1_600)) * (rate - floor)) + floor;
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(15_000)]
    public void At_StepThatTrainingDoesNotHave_IsRefused(int step)
    {
        var at = () => new LearningRateSchedule(Paper).At(step);

        at.Should().Throw<ArgumentOutOfRangeException>();
    }
}
