namespace Repro.Models.Training;

/// <summary>Where and how often a training keeps its state. It is also kept at the last step and on interruption.</summary>
public sealed record CheckpointPlan
{
    /// <summary>Keeps the state in one file, replaced every <paramref name="everySteps"/> steps.</summary>
    /// <exception cref="ArgumentException">The path is empty or the number of steps below 1.</exception>
    public CheckpointPlan(string path, int everySteps)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(everySteps, 1);
        Path = path;
        EverySteps = everySteps;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Steps from one checkpoint to the next: what a kill can lose.</summary>
    public int EverySteps { get; }
}
