using System.Diagnostics;
using Repro.Models.Training;

namespace Repro.Cli.Output;

/// <summary>How a training is doing, in words; the time left follows from the steps of this run, not those before a resume.</summary>
internal sealed class Pace
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int? _before;

    /// <summary>Loss, exact share and time left after a step.</summary>
    public string Describe(TrainingProgress progress)
    {
        _before ??= progress.Step - 1;
        var left = _clock.Elapsed / (progress.Step - _before.Value) * (progress.Steps - progress.Step);
        return $"loss {progress.Loss:0.000000}, exact {progress.ExactShare,4:0 %}, {(int)left.TotalMinutes}:{left.Seconds:00} left";
    }
}
