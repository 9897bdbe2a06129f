using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Repro.Claims.Arithmetic;
using Repro.Claims.Studies;
using Repro.Claims.Zoo;
using Repro.Cli.Output;
using Repro.Models.Engines;

namespace Repro.Cli.Commands;

/// <summary><c>repro study</c>: trains and measures what is missing of the matched study.</summary>
internal static class StudyCommand
{
    public static Command Create()
    {
        var design = StudyDesign.Transfer;
        var parallel = SharedOptions.Parallel();
        var shard = SharedOptions.Shard("a parent and its children are in one part, whatever the budget");
        var names = design.Budgets.Select(budget => budget.Name).ToArray();
        var budget = new Option<string?>("--budget")
        {
            Description = $"Train only one budget, {string.Join(", ", names)}; by default all, in this order.",
            HelpName = "BUDGET",
        };
        var json = SharedOptions.Json();
        var command = new Command(
            "study",
            $"Trains and measures every missing model of the matched study, {design.Runs().Count()} in all, and writes artifacts/studies/{design.Name}. "
            + "Finished ones are skipped and interrupted ones go on from their checkpoints, so the same command goes on after Ctrl-C or a kill. "
            + "It runs on the CPU, whatever the device asked for, so that its results are the same everywhere.")
        {
            parallel, shard, budget, json,
        };
        command.SetAction(parsed =>
        {
            var only = parsed.GetValue(budget);
            if (only is not null && !names.Contains(only, StringComparer.Ordinal))
            {
                throw new FormatException($"'{only}' is not a budget; there are {string.Join(", ", names)}.");
            }

            var (part, parts) = parsed.GetValue(shard);
            var folder = StudyFolder.Locate(Environment.CurrentDirectory, design);
            return Run(folder, Select(design, part, parts, only), SharedOptions.ParallelOrAll(parsed.GetValue(parallel), EngineFactory.Cpu, threadsEach: 1), parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>
    /// The trainings of one part and one budget, or of all, with the parents that they need, in the study's order. The parts are the same
    /// for every budget, so that no parent is trained in two.
    /// </summary>
    internal static ImmutableArray<StudyRun> Select(StudyDesign design, int part, int parts, string? budget)
    {
        var mine = TrainingSchedule.Shard(design.Runs().Select(run => run.Plan), part, parts).ToHashSet();
        var parents = design.Runs().Where(run => run.Condition is null).ToDictionary(run => run.Plan);
        return
        [
            .. design.Runs()
                .Where(run => mine.Contains(run.Plan) && Is(run, budget ?? run.Stage))
                .SelectMany(run => run.Plan.Parent is { } parent ? [parents[parent], run] : new[] { run })
                .DistinctBy(run => run.Plan),
        ];
    }

    /// <summary>Does these trainings and prints what the study has come to.</summary>
    internal static int Run(StudyFolder folder, ImmutableArray<StudyRun> runs, int parallel, bool json)
    {
        // Wrong files are found before hours of training.
        _ = folder.Records();
        using var interruption = new Interruption();
        var display = new ZooDisplay(runs.Length);
        var training = new StudyTraining(folder, runs, EngineFactory.ForCpu(1), ZooDisplay.Show, ZooDisplay.Measuring);
        var names = runs.ToDictionary(run => run.Plan);
        var outcomes = TrainingRun.Train([.. runs.Select(run => run.Plan)], parallel, Train, Told, interruption.Token);
        Print(folder.WriteSummary(), json);
        var code = ExitCode.Of([.. outcomes.Select(outcome => outcome.Error).OfType<Exception>()]);
        if (code == ExitCode.Interrupted)
        {
            Console.Error.WriteLine("repro: interrupted; the same command goes on.");
        }

        return code;

        void Told(TrainingOutcome<StudyRecord> outcome) => display.Finished(names[outcome.Plan].Name, outcome.Error);

        // Times go to stderr alone: results are to be the same everywhere.
        StudyRecord Train(TrainingPlan plan, CancellationToken stop)
        {
            var (run, clock) = (names[plan], Stopwatch.StartNew());
            var finishedBefore = File.Exists(folder.RecordPath(run));
            var record = training.Run(run, stop);
            if (!finishedBefore)
            {
                _ = folder.WriteSummary();
                Console.Error.WriteLine($"{run.Name}: {clock.Elapsed.TotalSeconds:0.0} s");
            }

            return record;
        }
    }

    private static void Print(StudySummary? summary, bool json)
    {
        if (json)
        {
            Results.Json(summary);
            return;
        }

        if (summary is null)
        {
            Results.Line("No training is finished.");
            return;
        }

        Results.Table(
            ["budget", "digits", "condition", "seeds", "median loss", "median wrong +", "enriched", "median wrong −", "enriched"],
            summary.Cells.Select(cell => new[]
            {
                cell.Stage,
                $"{cell.Digits}",
                cell.Condition is { } condition ? $"{condition}".ToLowerInvariant() : "parent",
                $"{cell.Seeds.Length}",
                $"{cell.MedianLoss:g3}",
                Median(cell, "uniform addition"),
                Median(cell, "enriched addition"),
                Median(cell, "uniform subtraction"),
                Median(cell, "enriched subtraction"),
            }));
        Results.Table(
            ["contrast", "budget", "digits", "questions", "seeds", "log10 ratio", "95 % interval", "first better", "second", "sign test p"],
            summary.Contrasts.Select(contrast => new[]
            {
                $"{contrast.Comparison}",
                contrast.Stage,
                $"{contrast.Digits}",
                contrast.Questions,
                $"{contrast.Seeds.Length}",
                $"{contrast.Mean:0.00}",
                $"{contrast.Lower:0.00} to {contrast.Upper:0.00}",
                $"{contrast.FirstBetter}",
                $"{contrast.SecondBetter}",
                $"{contrast.SignTestP:0.###}",
            }));
        Results.Line($"{summary.Expected - summary.Missing.Length} of {summary.Expected} trainings are finished, each asked {summary.Design.Questions:#,0} questions a set.");
    }

    private static string Median(StudyCell cell, string set) => cell.MedianErrors.TryGetValue(set, out var errors) ? $"{errors:#,0.#}" : "";

    private static bool Is(StudyRun run, string stage) => string.Equals(run.Stage, stage, StringComparison.Ordinal);
}
