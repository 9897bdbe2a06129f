using System.Text.Json;
using Xunit;

namespace Repro.Claims.Tests.Cli;

/// <summary>A small model trained once by the command, without interruption: what interrupted trainings are compared with.</summary>
public sealed class TrainedOnce : IAsyncLifetime
{
    public const string Name = "add_d1_l1_h1";
    public const int Steps = 4_500;

    public EmptyRepository Repository { get; } = new();

    public string File => Repository[$"artifacts/models/compact/{Name}.safetensors"];

    public string Hash { get; private set; } = "";

    internal ReproProcess.Finished Run { get; private set; } = new(-1, "", "");

    public async Task InitializeAsync()
    {
        Run = await ReproProcess.Run(Repository.Root, "train", Name, "--steps", $"{Steps}", "--json");
        Hash = Run.Code == 0 ? HashOf(Run) : "";
    }

    public Task DisposeAsync()
    {
        Repository.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The parameters' hash that a finished training printed.</summary>
    internal static string HashOf(ReproProcess.Finished training)
    {
        using var json = JsonDocument.Parse(training.Output);
        return json.RootElement.GetProperty("parametersSha256").GetString()!;
    }
}
