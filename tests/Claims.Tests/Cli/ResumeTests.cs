using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using Repro.Models.Randomness;
using Xunit;

namespace Repro.Claims.Tests.Cli;

/// <summary>
/// Trainings that are ended from outside and go on in the same bits. They are watched from threads of their own: the runner's may be busy with
/// another test for a minute, and the training would be over.
/// </summary>
[Collection(TrainedByTheCommand.Name)]
[Trait(Tier.Name, Tier.Fast)]
public sealed class ResumeTests(TrainedOnce once) : IDisposable
{
    private const ulong Seed = 20;
    private readonly EmptyRepository _repository = new();

    private string Checkpoint => _repository["m.checkpoint.safetensors"];

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Resume_AfterSeveralKillsAtRandomMoments_EndsInTheSameBits()
    {
        await Task.Run(KillSeveralTimes);

        var finished = await Finish();

        using var json = JsonDocument.Parse(finished.Output);
        json.RootElement.GetProperty("resumedAt").GetInt32().Should().BeInRange(500, TrainedOnce.Steps - 1);
        TrainedOnce.HashOf(finished).Should().Be(once.Hash);
        File.ReadAllBytes(_repository["m.safetensors"]).Should().Equal(File.ReadAllBytes(once.File));
        Directory.GetFiles(_repository.Root).Select(Path.GetFileName).Should()
            .BeEquivalentTo(["Repro.sln", "m.safetensors", ".m.safetensors.lock"], "neither checkpoint nor temporary files remain");
    }

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Resume_AfterASignal_LosesNoStepAndEndsInTheSameBits(string signal)
    {
        var interrupted = await Task.Run(async () =>
        {
            using var process = Start();
            await process.Line("step 500 ");
            await process.Signal(signal);
            return await process.End();
        });

        interrupted.Code.Should().Be(130);
        interrupted.Output.Should().BeEmpty();
        interrupted.Errors.Should().MatchRegex($"repro: interrupted after ([0-9]+) of {TrainedOnce.Steps} steps, kept in '.*m\\.checkpoint\\.safetensors'.*--resume");
        var step = int.Parse(interrupted.Errors.Split("interrupted after ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        var finished = await Finish();
        using var json = JsonDocument.Parse(finished.Output);
        json.RootElement.GetProperty("resumedAt").GetInt32().Should().Be(step).And.BeGreaterThanOrEqualTo(500);
        TrainedOnce.HashOf(finished).Should().Be(once.Hash);
    }

    private async Task KillSeveralTimes()
    {
        const int Kills = 4;
        var random = new RandomSequence(Seed, StreamPurpose.Testing);
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var process = Start();
            await process.Line("step ");

            // Such a line comes just before its checkpoint is written: short delays fall into the writing, long ones between two.
            // Two lines before the last kill make sure that a checkpoint is there to resume from.
            await Checkpoints(process, kill == Kills ? 2 : 1);
            await Task.Delay(random.NextBelow(kill % 2 == 0 ? 10 : 100));
            process.Kill();
            (await process.End()).Code.Should().NotBe(0, "it was killed in the middle");
        }
    }

    private static async Task Checkpoints(ReproProcess process, int count)
    {
        while (count > 0)
        {
            var line = await process.Line("step ");
            count -= int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) % 500 == 0 ? 1 : 0;
        }
    }

    private async Task<ReproProcess.Finished> Finish()
    {
        using var process = Start();
        var finished = await process.End();
        finished.Code.Should().Be(0, finished.Errors);
        return finished;
    }

    /// <summary>Starts the training, or goes on with it where a checkpoint says that it was begun.</summary>
    private ReproProcess Start() => ReproProcess.Start(
        _repository.Root,
        [
            "train", TrainedOnce.Name, "--steps", $"{TrainedOnce.Steps}", "--out", _repository["m.safetensors"], "--json",
            .. File.Exists(Checkpoint) ? ["--resume"] : Array.Empty<string>(),
        ]);
}
