using System.Diagnostics;
using Repro.Claims.Zoo;
using Repro.Models.Training;
using Spectre.Console;

namespace Repro.Cli.Output;

/// <summary>Shows a training on stderr: a bar on a terminal, else a line every few seconds and at every checkpoint.</summary>
internal static class TrainingDisplay
{
    private static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs a training and shows it; a <see cref="TrainingMonitor"/>.</summary>
    public static TrainingResult Show(string name, Func<Action<TrainingProgress>?, TrainingResult> train) =>
        Console.IsErrorRedirected ? Lines(name, train) : Bar(name, train);

    private static TrainingResult Lines(string name, Func<Action<TrainingProgress>?, TrainingResult> train)
    {
        var pace = new Pace();
        var since = Stopwatch.StartNew();
        var first = true;
        Console.Error.WriteLine($"training {name}");
        return train(progress =>
        {
            if (first || since.Elapsed >= LineInterval || progress.Step % ModelTraining.CheckpointEvery == 0 || progress.Step == progress.Steps)
            {
                Console.Error.WriteLine($"step {progress.Step} of {progress.Steps}: {pace.Describe(progress)}");
                since.Restart();
                first = false;
            }
        });
    }

    private static TrainingResult Bar(string name, Func<Action<TrainingProgress>?, TrainingResult> train)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var bar = console.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn());
        return bar.Start(context =>
        {
            var task = context.AddTask(Markup.Escape(name));
            var pace = new Pace();
            var since = Stopwatch.StartNew();
            return train(progress =>
            {
                if (since.Elapsed >= BarInterval || progress.Step == progress.Steps)
                {
                    task.MaxValue = progress.Steps;
                    task.Value = progress.Step;
                    task.Description = Markup.Escape($"{name}: step {progress.Step}, {pace.Describe(progress)}");
                    since.Restart();
                }
            });
        });
    }
}
