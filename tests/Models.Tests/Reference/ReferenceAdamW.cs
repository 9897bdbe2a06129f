using Repro.Models.Engines;

namespace Repro.Models.Tests.Reference;

/// <summary>AdamW in double precision for one scalar parameter, as PyTorch states it: decay first, ε outside the root.</summary>
internal static class ReferenceAdamW
{
    public static (double Parameter, double Mean, double MeanSquare) Update(
        double parameter, double mean, double meanSquare, double gradient, in AdamWStep step)
    {
        mean = (step.Beta1 * mean) + ((1 - step.Beta1) * gradient);
        meanSquare = (step.Beta2 * meanSquare) + ((1 - step.Beta2) * gradient * gradient);
        var unbiasedMean = mean / (1 - Math.Pow(step.Beta1, step.Number));
        var unbiasedMeanSquare = meanSquare / (1 - Math.Pow(step.Beta2, step.Number));
        parameter -= step.LearningRate * step.WeightDecay * parameter;
        parameter -= step.LearningRate * unbiasedMean / (Math.Sqrt(unbiasedMeanSquare) + step.Epsilon);
        return (parameter, mean, meanSquare);
    }
}
