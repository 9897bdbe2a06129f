using System.CommandLine;
using System.Diagnostics;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Cli.Output;
using Repro.Models.Engines;
using Repro.Models.Training;

namespace Repro.Cli.Commands;

/// <summary><c>repro train</c>: trains one model into a file.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The model, for instance add_d5_l2_h3 or mix_d6_l3_h4_t40K_s372001." };
        var preset = SharedOptions.Preset();
        var seed = SharedOptions.WholeNumber<ulong>("--seed", "Replaces the name's seed, in the name too.", 0, ulong.MaxValue);
        var steps = SharedOptions.WholeNumber<int>("--steps", "Replaces the preset's number of steps.", 1, int.MaxValue);
        var threads = SharedOptions.Threads(
            $"one for each processor by default; at most {EngineFactory.TrainingThreads} are useful, as a batch is trained in {EngineFactory.TrainingThreads} parts");
        var device = SharedOptions.Device();
        var resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint of an interrupted training, in the same bits." };
        var file = new Option<string?>("--out")
        {
            Description = "The model's file; artifacts/models/PRESET/NAME.safetensors by default. A finished model there is replaced.",
            HelpName = "FILE",
        };
        var json = SharedOptions.Json();
        var command = new Command(
            "train",
            "Trains a model. Ctrl-C keeps a checkpoint beside the model's file, from which --resume goes on; "
            + $"one is also kept every {ModelTraining.CheckpointEvery} steps.")
        {
            name, preset, seed, steps, threads, device, resume, file, json,
        };
        command.SetAction(parsed =>
        {
            var model = TypedName.ParseToTrain(parsed.GetValue(name)!);
            if (parsed.GetValue(seed) is { } stated)
            {
                model = model with { StatedSeed = stated };
            }

            var plan = TrainingPlan.For(model, Names.ParsePreset(parsed.GetValue(preset)!), parsed.GetValue(steps));
            var engines = new EngineFactory(
                SharedOptions.DeviceOrDefault(parsed.GetValue(device)),
                SharedOptions.ThreadsOrAll(parsed.GetValue(threads), EngineFactory.TrainingThreads));
            var path = parsed.GetValue(file) ?? ModelFolder.Locate(Environment.CurrentDirectory).Trained(plan.Name, plan.Preset);
            var start = plan.Parent is null ? null : PlannedModel.StartFrom(plan, ModelFolder.Locate(Environment.CurrentDirectory));
            return Run(plan, start, Path.GetFullPath(path), engines, parsed.GetValue(resume), parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(TrainingPlan plan, IInitialisation? start, string path, EngineFactory engines, bool resume, bool json)
    {
        using var interruption = new Interruption();
        var clock = Stopwatch.StartNew();
        var trained = ModelTraining.Run(plan, start, path, engines, resume, TrainingDisplay.Show, interruption.Token);
        var (result, seconds) = (trained.Result, clock.Elapsed.TotalSeconds);
        if (trained.Model is not { } model)
        {
            Console.Error.WriteLine(
                $"repro: interrupted after {result.Steps} of {plan.Recipe.Steps} steps, kept in '{trained.Checkpoint}'; "
                + "give the same command with --resume to go on.");
            return ExitCode.Interrupted;
        }

        var hash = model.Parameters.Hash();
        if (json)
        {
            Results.Json(new
            {
                model.Name,
                Preset = Names.Of(plan.Preset),
                File = path,
                ParametersSha256 = hash,
                model.Step,
                ResumedAt = trained.FirstStep,
                result.FinalLoss,
                result.AvgFinalLoss,
                Seconds = seconds,
                engines.Device,
            });
            return ExitCode.Done;
        }

        Results.Line($"model            {model.Name} ({Names.Of(plan.Preset)}, {model.Step} steps, seed {model.Recipe.Seed})");
        Results.Line($"file             {path}");
        Results.Line($"parameters       sha256 {hash}");
        Results.Line($"FinalLoss        {result.FinalLoss:g9}");
        Results.Line($"AvgFinalLoss     {result.AvgFinalLoss:g9}");
        Results.Line($"seconds          {seconds:0.0}" + (trained.FirstStep > 0 ? $" (from step {trained.FirstStep})" : ""));
        return ExitCode.Done;
    }
}
