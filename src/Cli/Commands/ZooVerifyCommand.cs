using System.CommandLine;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Cli.Output;
using Repro.Models.Engines;

namespace Repro.Cli.Commands;

/// <summary><c>repro zoo verify</c>: retrains a model and compares its hash.</summary>
internal static class ZooVerifyCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "A model of zoo.json." };
        var preset = SharedOptions.Preset();
        var threads = SharedOptions.Threads($"one for each processor by default, of which training uses at most {EngineFactory.TrainingThreads}");
        var json = SharedOptions.Json();
        var command = new Command(
            "verify",
            "Retrains a model from scratch in memory on the CPU, its parent taken from its file, and compares the parameters' SHA-256 with zoo.json and with "
            + "the model's file. Exit code 0 if all are equal, 1 if not, 2 of a model that another device than cpu trained, which no training gives again.") { name, preset, threads, json };
        command.SetAction(parsed =>
        {
            var plan = TrainingPlan.For(TypedName.Parse(parsed.GetValue(name)!), Names.ParsePreset(parsed.GetValue(preset)!));
            var zoo = new ZooFolder(ModelFolder.Locate(Environment.CurrentDirectory), plan.Preset);
            return Run(
                zoo,
                plan,
                SharedOptions.ThreadsOrAll(parsed.GetValue(threads), EngineFactory.TrainingThreads),
                parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>Retrains and prints the hashes.</summary>
    internal static int Run(ZooFolder zoo, TrainingPlan plan, int threads, bool json)
    {
        using var interruption = new Interruption();
        var verification = ZooVerification.Run(zoo, plan, threads, TrainingDisplay.Show, interruption.Token);
        if (json)
        {
            Results.Json(new { Name = $"{plan.Name}", Preset = Names.Of(plan.Preset), verification.Recorded, verification.Retrained, verification.Stored, verification.Holds });
        }
        else
        {
            Results.Line($"zoo.json   sha256 {verification.Recorded}");
            Results.Line($"file       sha256 {verification.Stored}");
            Results.Line($"retrained  sha256 {verification.Retrained}");
            Results.Line($"{plan.Name} ({Names.Of(plan.Preset)}) {(verification.Holds ? "is reproduced, bit for bit" : "is NOT reproduced")}.");
        }

        return verification.Holds ? ExitCode.Done : ExitCode.Failed;
    }
}
