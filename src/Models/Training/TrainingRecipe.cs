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
}
