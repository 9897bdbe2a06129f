using Repro.Models.Training;

namespace Repro.Claims.Zoo;

/// <summary>Shows a training: runs <paramref name="train"/> once with what it wants to be told after each step, and returns its result.</summary>
/// <param name="name">The model.</param>
/// <param name="train">The training.</param>
public delegate TrainingResult TrainingMonitor(string name, Func<Action<TrainingProgress>?, TrainingResult> train);
