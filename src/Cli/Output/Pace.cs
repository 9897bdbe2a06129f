using System.Diagnostics;
using Repro.Models.Training;

namespace Repro.Cli.Output;

/// <summary>
/// How a training is doing, in words. The time left follows from the steps between the first call and the last, so neither those
/// before a resume nor the slow first one count.
/// </summary>
internal sealed class Pace
{
    private readonly Stopwatch _clock = new();
    private int _first;

    /// <summary>Loss, exact share and, from the second call on, time left after a step.</summary>
    public string Describe(TrainingProgress progress)
    {
        var text = $"loss {progress.Loss:0.000000}, exact {progress.ExactShare,4:0 %}";
        if (!_clock.IsRunning)
        {
            _first = progress.Step;
            _clock.Start();
            return text;
        }

        var left = _clock.Elapsed / Math.Max(1, progress.Step - _first) * (progress.Steps - progress.Step);
        return $"{text}, {(int)left.TotalMinutes}:{left.Seconds:00} left";
    }
}
