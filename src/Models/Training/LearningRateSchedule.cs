using Repro.Models.Numerics;

namespace Repro.Models.Training;

/// <summary>
/// The paper's schedule (§3.1) as a function of the step: PyTorch's LinearLR from <see cref="TrainingRecipe.WarmUpStart"/> to 1 over
/// the warm-up, then CosineAnnealingLR down to <see cref="TrainingRecipe.FinalShare"/> over the rest, as SequentialLR chains them:
/// the first step after the warm-up has the full rate, and the cosine would reach its end one step after the last.
/// </summary>
/// <param name="recipe">Steps, warm-up and rates.</param>
/// <exception cref="ArgumentException">A setting of the recipe is out of range.</exception>
public sealed class LearningRateSchedule(TrainingRecipe recipe)
{
    private readonly TrainingRecipe _recipe = Checked(recipe);

    /// <summary>Learning rate of a step, 0 … T − 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The training has no such step.</exception>
    public double At(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, _recipe.Steps);

        var warmUp = _recipe.WarmUpSteps;
        if (step < warmUp)
        {
            return _recipe.LearningRate * (_recipe.WarmUpStart + ((1 - _recipe.WarmUpStart) * step / warmUp));
        }

        var share = (double)(step - warmUp) / (_recipe.Steps - warmUp);
        var cosine = PortableMath.Cos(Math.PI * share);
        return _recipe.LearningRate * (_recipe.FinalShare + ((1 - _recipe.FinalShare) * (1 + cosine) / 2));
    }

    private static TrainingRecipe Checked(TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        recipe.Validate();
        return recipe;
    }
}
