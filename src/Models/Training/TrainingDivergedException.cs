namespace Repro.Models.Training;

/// <summary>The loss or a parameter became NaN or infinite. The last good checkpoint is untouched.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Says what happened, at which step, and what is left.</summary>
    /// <param name="what">What is no longer finite.</param>
    /// <param name="step">The step after which it was found, 0 … T − 1.</param>
    /// <param name="checkpointPath">The last good checkpoint of this training, or null.</param>
    /// <param name="checkpointStep">Steps done in that checkpoint.</param>
    public TrainingDivergedException(string what, int step, string? checkpointPath, int checkpointStep)
        : base($"Training diverged at step {step}: {what}. " + (checkpointPath is null
            ? "No checkpoint was written before."
            : $"The last good checkpoint, after {checkpointStep} steps, is '{checkpointPath}'."))
    {
        Step = step;
        CheckpointPath = checkpointPath;
    }

    /// <summary>The step after which it was found, 0 … T − 1.</summary>
    public int Step { get; }

    /// <summary>The last good checkpoint of this training, or null.</summary>
    public string? CheckpointPath { get; }
}
