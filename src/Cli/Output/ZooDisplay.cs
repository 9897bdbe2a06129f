using System.Diagnostics;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Models.Training;

namespace Repro.Cli.Output;

/// <summary>Shows trainings side by side on stderr, a line now and then for each. Its members may be called from any thread.</summary>
/// <param name="models">Models in all.</param>
internal sealed class ZooDisplay(int models)
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(15);

    private int _finished;

    /// <summary>Wrong answers to a set, with the number asked where that is no million; empty where it was not asked.</summary>
    public static string Wrong(ZooRecord? record, string set) =>
        record?.Accuracy.FirstOrDefault(result => string.Equals(result.Set, set, StringComparison.Ordinal)) is { } result
            ? $"{result.Errors:#,0}" + (result.Questions == AccuracyPlan.PublishedQuestions ? "" : $" of {result.Questions:#,0}")
            : "";

    /// <summary>Runs a training and shows it; a <see cref="TrainingMonitor"/>.</summary>
    public static TrainingResult Show(string name, Func<Action<TrainingProgress>?, TrainingResult> train)
    {
        var pace = new Pace();
        var since = Stopwatch.StartNew();
        var first = true;
        return train(progress =>
        {
            if (first || since.Elapsed >= LineInterval || progress.Step == progress.Steps)
            {
                Console.Error.WriteLine($"{name}: step {progress.Step} of {progress.Steps}, {pace.Describe(progress)}");
                since.Restart();
                first = false;
            }
        });
    }

    /// <summary>Says what a model is being asked.</summary>
    public static void Measuring(string name, string set) => Console.Error.WriteLine($"{name}: measuring, {set}");

    /// <summary>Says what became of a model.</summary>
    public void Finished(string name, Exception? error)
    {
        var done = Interlocked.Increment(ref _finished);
        if (error is not OperationCanceledException)
        {
            Console.Error.WriteLine($"{name}: {(error is null ? "done" : error.Message)} ({done} of {models})");
        }
    }
}
