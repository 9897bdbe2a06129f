using FluentAssertions;
using Repro.Models.Tests.Storage;
using Repro.Models.Training;
using Xunit;

namespace Repro.Models.Tests.Training;

[Trait(Tier.Name, Tier.Fast)]
public sealed class TrainingRecipeTests
{
    public static TheoryData<Func<TrainingRecipe, TrainingRecipe>, string> OutOfRange() => new()
    {
        { recipe => recipe with { Steps = 0, WarmUpSteps = 0 }, "Steps is 0; it must be 1 or more." },
        { recipe => recipe with { LearningRate = 0 }, "LearningRate is 0; it must be above 0 and finite." },
        { recipe => recipe with { LearningRate = double.NaN }, "LearningRate is NaN; it must be above 0 and finite." },
        { recipe => recipe with { LearningRate = double.PositiveInfinity }, "LearningRate is Infinity; it must be above 0 and finite." },
        { recipe => recipe with { WarmUpSteps = -1 }, "WarmUpSteps is -1; it must be 0 to 100, the number of steps." },
        { recipe => recipe with { WarmUpSteps = 101 }, "WarmUpSteps is 101; it must be 0 to 100, the number of steps." },
        { recipe => recipe with { WarmUpStart = 0 }, "WarmUpStart is 0; it must be above 0 and at most 1." },
        { recipe => recipe with { WarmUpStart = 1.5 }, "WarmUpStart is 1.5; it must be above 0 and at most 1." },
        { recipe => recipe with { FinalShare = -0.5 }, "FinalShare is -0.5; it must be 0 to 1." },
        { recipe => recipe with { BatchSize = 0 }, "BatchSize is 0; it must be 1 or more." },
        { recipe => recipe with { Beta1 = 1 }, "Beta1 is 1; it must be at least 0 and below 1." },
        { recipe => recipe with { Beta2 = double.NaN }, "Beta2 is NaN; it must be at least 0 and below 1." },
        { recipe => recipe with { Epsilon = 0 }, "Epsilon is 0; it must be above 0 and finite." },
        { recipe => recipe with { WeightDecay = -1 }, "WeightDecay is -1; it must be at least 0 and finite." },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Validate_SettingOutOfRange_NamesItAndTheRange(Func<TrainingRecipe, TrainingRecipe> change, string message)
    {
        var recipe = change(Samples.Recipe);

        recipe.Invoking(r => r.Validate()).Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void Validate_EdgesOfTheRange_ArePassed()
    {
        var recipe = Samples.Recipe with { WarmUpSteps = 100, WarmUpStart = 1, FinalShare = 1, Beta1 = 0, Beta2 = 0, WeightDecay = 0, BatchSize = 1, Seed = ulong.MaxValue };

        recipe.Invoking(r => r.Validate()).Should().NotThrow();
    }
}
