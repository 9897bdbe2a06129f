using System.Collections.Immutable;
using System.CommandLine;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Cli.Output;
using Repro.Models.Engines;

namespace Repro.Cli.Commands;

/// <summary><c>repro zoo train</c>: trains and measures what is missing.</summary>
internal static class ZooTrainCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("NAME") { Description = "Models; all published ones and the negative controls when none is named. Parents are added." };
        var preset = SharedOptions.Preset();
        var parallel = SharedOptions.Parallel();
        var threads = SharedOptions.Threads("by each model; by default the processors are shared out among those that train side by side");
        var shard = SharedOptions.Shard("a parent and its children are in one part");
        var questions = SharedOptions.WholeNumber<long>(
            "--questions",
            $"Uniform questions, and enriched ones, to ask each model for each operation; {AccuracyPlan.PublishedQuestions:#,0} by default, and at most, as claims count errors of so many. A model that was asked fewer is asked again.",
            1,
            AccuracyPlan.PublishedQuestions);
        var device = SharedOptions.Device();
        var json = SharedOptions.Json();
        var command = new Command(
            "train",
            "Trains every model that is missing in artifacts/zoo/PRESET, parents first, measures it and records it in zoo.json. Finished models "
            + "are skipped and interrupted ones go on from their checkpoints, so the same command goes on after Ctrl-C or a kill.")
        {
            names, preset, parallel, threads, shard, questions, device, json,
        };
        command.SetAction(parsed =>
        {
            var size = Names.ParsePreset(parsed.GetValue(preset)!);
            var asked = parsed.GetValue(names)!;
            var models = asked.Length == 0 ? Catalogue.All : asked.Select(TypedName.ParseToTrain);
            var (part, parts) = parsed.GetValue(shard);
            var plans = TrainingSchedule.Shard(models.Select(name => TrainingPlan.For(name, size)), part, parts);
            var zoo = new ZooFolder(ModelFolder.Locate(Environment.CurrentDirectory), size);
            var engines = new EngineFactory(
                SharedOptions.DeviceOrDefault(parsed.GetValue(device)),
                parsed.GetValue(threads) ?? ThreadsEach(zoo, plans, parsed.GetValue(parallel), Environment.ProcessorCount));
            var side = SharedOptions.ParallelOrAll(parsed.GetValue(parallel), engines.Device, engines.Threads);
            return Run(zoo, plans, engines, side, parsed.GetValue(questions) ?? AccuracyPlan.PublishedQuestions, parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>Trains these models and prints what became of them.</summary>
    internal static int Run(ZooFolder zoo, ImmutableArray<TrainingPlan> plans, EngineFactory engines, int parallel, long questions, bool json)
    {
        // Wrong files are found before hours of training.
        _ = zoo.Records();
        using var interruption = new Interruption();
        var display = new ZooDisplay(plans.Length);
        var training = new ZooTraining(zoo, engines, Math.Min(parallel, Math.Max(1, plans.Length)), questions, ZooDisplay.Show, ZooDisplay.Measuring);
        var outcomes = TrainingRun.Train(plans, parallel, training.Run, outcome => display.Finished($"{outcome.Plan.Name}", outcome.Error), interruption.Token);
        try
        {
            // Also where no model was trained: records of other shards may have been copied here.
            if (outcomes.Any(outcome => outcome.Record is not null))
            {
                zoo.WriteManifest();
            }
        }
        finally
        {
            Print(outcomes, json);
        }

        var code = ExitCode.Of([.. outcomes.Select(outcome => outcome.Error).OfType<Exception>()]);
        if (code == ExitCode.Interrupted)
        {
            Console.Error.WriteLine("repro: interrupted; the same command goes on.");
        }

        return code;
    }

    /// <summary>Threads of each model, so that few models use all processors too.</summary>
    internal static int ThreadsEach(ZooFolder zoo, ImmutableArray<TrainingPlan> plans, int? parallel, int processors)
    {
        // A child waits for its parent, so a family counts once. Files that cannot be read are their own model's fault, found when its turn comes.
        var families = plans.Where(plan => !File.Exists(zoo.RecordPath(plan.Name))).Select(plan => plan.Parent ?? plan).Distinct().Count();
        var sideBySide = Math.Clamp(families, 1, parallel ?? processors);
        return Math.Clamp(processors / sideBySide, 1, EngineFactory.TrainingThreads);
    }

    private static string Steps(TrainingOutcome<ZooRecord> outcome) => outcome switch
    {
        { Record: { } record } => $"{record.Recipe.Steps}",
        { Error: OperationCanceledException } => "not reached or not finished",
        _ => "not finished",
    };

    private static void Print(ImmutableArray<TrainingOutcome<ZooRecord>> outcomes, bool json)
    {
        if (json)
        {
            Results.Json(outcomes.Select(outcome => new { Name = $"{outcome.Plan.Name}", outcome.Record, Error = outcome.Error?.Message }));
            return;
        }

        Results.Table(
            ["model", "steps", "AvgFinalLoss", "wrong +", "enriched", "wrong −", "enriched", "seconds"],
            outcomes.Select(outcome => new[]
            {
                $"{outcome.Plan.Name}",
                Steps(outcome),
                outcome.Record is { } record ? $"{record.AvgFinalLoss:g3}" : "",
                ZooDisplay.Wrong(outcome.Record, "uniform addition"),
                ZooDisplay.Wrong(outcome.Record, "enriched addition"),
                ZooDisplay.Wrong(outcome.Record, "uniform subtraction"),
                ZooDisplay.Wrong(outcome.Record, "enriched subtraction"),
                outcome.Record is { } done ? $"{done.Effort.Seconds:0}" : "",
            }));
        // Ended early, the run has not come to every model, so those without a record may be finished all the same.
        var measured = $"{outcomes.Count(outcome => outcome.Record is not null)} of {outcomes.Length} models";
        Results.Line(outcomes.Any(outcome => outcome.Error is OperationCanceledException)
            ? $"{measured} were found trained and measured before the end; 'repro zoo list' shows them all."
            : $"{measured} are trained and measured.");
        foreach (var outcome in outcomes.Where(outcome => outcome.Error is not null and not OperationCanceledException))
        {
            Results.Line($"{outcome.Plan.Name}: {outcome.Error!.Message}");
        }
    }
}
