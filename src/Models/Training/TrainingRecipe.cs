namespace Repro.Models.Training;

/// <summary>How a model is trained. Together with the config, the data and the seed it fixes every bit of the result.</summary>
public sealed record TrainingRecipe
{
    /// <summary>Number of optimiser steps, T.</summary>
    public required int Steps { get; init; }

    /// <summary>Peak learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Steps over which the rate rises linearly to its peak.</summary>
    public required int WarmUpSteps { get; init; }

    /// <summary>Rate of the first step as a share of the peak.</summary>
    public double WarmUpStart { get; init; } = 0.01;

    /// <summary>Rate at the end of the cosine as a share of the peak.</summary>
    public double FinalShare { get; init; }

    /// <summary>Sequences per batch.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>AdamW's decay of the mean.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW's decay of the mean square.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>AdamW's addend to the root.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>AdamW's weight decay, on every parameter.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>Seed of the initial parameters and of the data.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Throws when a setting is out of range, naming it, its value and the allowed range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Validate()
    {
        Check(nameof(Steps), Steps, Steps >= 1, "1 or more");
        Check(nameof(LearningRate), LearningRate, LearningRate > 0 && double.IsFinite(LearningRate), "above 0 and finite");
        Check(nameof(WarmUpSteps), WarmUpSteps, WarmUpSteps >= 0 && WarmUpSteps <= Steps, $"0 to {Steps}, the number of steps");
        Check(nameof(WarmUpStart), WarmUpStart, WarmUpStart is > 0 and <= 1, "above 0 and at most 1");
        Check(nameof(FinalShare), FinalShare, FinalShare is >= 0 and <= 1, "0 to 1");
        Check(nameof(BatchSize), BatchSize, BatchSize >= 1, "1 or more");
        Check(nameof(Beta1), Beta1, Beta1 is >= 0 and < 1, "at least 0 and below 1");
        Check(nameof(Beta2), Beta2, Beta2 is >= 0 and < 1, "at least 0 and below 1");
        Check(nameof(Epsilon), Epsilon, Epsilon > 0 && double.IsFinite(Epsilon), "above 0 and finite");
        Check(nameof(WeightDecay), WeightDecay, WeightDecay >= 0 && double.IsFinite(WeightDecay), "at least 0 and finite");
    }

    private static void Check(string name, double value, bool valid, string range)
    {
        if (!valid)
        {
            throw new ArgumentException($"{name} is {value}; it must be {range}.");
        }
    }
}
