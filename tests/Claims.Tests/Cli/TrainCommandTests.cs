using System.Net.Sockets;
using System.Text.Json;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Repro.Models.Storage;
using Repro.Models.Training;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Cli;

[Collection(TrainedByTheCommand.Name)]
[Trait(Tier.Name, Tier.Fast)]
public sealed class TrainCommandTests(TrainedOnce once) : IDisposable
{
    private const string Short = "50";
    private readonly EmptyRepository _repository = new();

    private string Model => _repository["m.safetensors"];

    private string Checkpoint => _repository["m.checkpoint.safetensors"];

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Train_ToTheEnd_LeavesTheModelThatItReports()
    {
        once.Run.Code.Should().Be(0, once.Run.Errors);
        using var json = JsonDocument.Parse(once.Run.Output);
        var report = json.RootElement;
        var model = ModelFile.Load(once.File);
        model.Name.Should().Be(TrainedOnce.Name);
        model.Step.Should().Be(TrainedOnce.Steps);
        model.Parameters.Hash().Should().Be(once.Hash);
        report.GetProperty("file").GetString().Should().Be(once.File);
        report.GetProperty("avgFinalLoss").GetDouble().Should().BeInRange(0, 0.5, "an untrained model has a loss above 2");
        once.Run.Errors.Should().StartWith($"training {TrainedOnce.Name}\nstep 1 of {TrainedOnce.Steps}: loss ")
            .And.Contain($"\nstep {TrainedOnce.Steps} of {TrainedOnce.Steps}: loss ");
        File.Exists(ModelTraining.CheckpointOf(once.File)).Should().BeFalse();
    }

    [Fact]
    public void Train_SameNameInProcess_GivesTheSameBits()
    {
        var plan = TrainingPlan.For(ModelName.Parse(TrainedOnce.Name), Preset.Compact, TrainedOnce.Steps);

        var trained = ModelTraining.Run(plan, initialisation: null, Model, new EngineFactory("cpu", 1), resume: false, (_, train) => train(null), CancellationToken.None);

        trained.Model!.Parameters.Hash().Should().Be(once.Hash);
    }

    [Fact]
    public async Task Train_FinishedModelPresent_ReplacesItAndSeedChangesNameAndBits()
    {
        var first = await ReproProcess.Run(_repository.Root, "train", "add_d1_l1_h1", "--steps", Short, "--seed", "1");
        var second = await ReproProcess.Run(_repository.Root, "train", "add_d1_l1_h1_s1", "--steps", "49");
        var file = _repository["artifacts/models/compact/add_d1_l1_h1_s1.safetensors"];

        first.Code.Should().Be(0, first.Errors);
        first.Output.Should().Contain("add_d1_l1_h1_s1 (compact, 50 steps, seed 1)").And.Contain(file).And.Contain("sha256");
        second.Code.Should().Be(0, second.Errors);
        ModelFile.Load(file).Step.Should().Be(49);
    }

    [Fact]
    public async Task Train_CheckpointPresent_IsRefusedWithoutResume()
    {
        Interrupt();
        var before = File.ReadAllBytes(Checkpoint);

        var refused = await Train();

        refused.Code.Should().Be(2);
        refused.Errors.Should().Contain(Checkpoint).And.Contain("--resume").And.Contain("delete");
        File.ReadAllBytes(Checkpoint).Should().Equal(before);
    }

    [Fact]
    public async Task Resume_CheckpointOfOtherSteps_IsRefusedWithBothValues()
    {
        Interrupt();

        var refused = await Train("--resume", "--steps", "51");

        refused.Code.Should().Be(2);
        refused.Errors.Should().Contain(Checkpoint).And.Contain("\"steps\":50").And.Contain("\"steps\":51");
    }

    [Theory]
    [InlineData("flipped", "state_sha256")]
    [InlineData("truncated", "bytes")]
    [InlineData("empty", "bytes")]
    public async Task Resume_DamagedCheckpoint_IsRefusedNamingFileAndReason(string damage, string reason)
    {
        Interrupt();
        var bytes = File.ReadAllBytes(Checkpoint);
        bytes[^1000] ^= 0x01;
        File.WriteAllBytes(Checkpoint, damage switch { "flipped" => bytes, "truncated" => bytes[..^1000], _ => [] });

        var refused = await Train("--resume");

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith("repro: ").And.Contain(Checkpoint).And.Contain(reason);
        File.Exists(Model).Should().BeFalse();
    }

    [Fact]
    public async Task Resume_LossBecomesNaN_NamesStepAndCheckpointAndExitsWith1()
    {
        var plan = TrainingPlan.For(ModelName.Parse("add_d1_l1_h1"), Preset.Compact, 50);
        var layout = new ParameterLayout(plan.Config);
        var huge = new Parameters(layout);
        huge.Values.Fill(float.MaxValue);
        new TrainingCheckpoint
        {
            Identity = new TrainingIdentity(plan.Config, plan.Recipe, plan.CreateData().Identity),
            Parameters = huge,
            Optimiser = OptimiserState.Zero(layout),
            Losses = new LossCurve(),
        }.Save(Checkpoint);
        var before = File.ReadAllBytes(Checkpoint);

        var diverged = await Train("--resume");

        diverged.Code.Should().Be(1);
        diverged.Errors.Should().Contain("repro: Training diverged at step 0: the loss is NaN.").And.Contain($"is '{Checkpoint}'");
        File.ReadAllBytes(Checkpoint).Should().Equal(before);
        File.Exists(Model).Should().BeFalse();
    }

    [SkippableFact]
    public async Task Train_TwoAtOnce_SecondIsRefusedAndTheFirstGoesOn()
    {
        using var first = ReproProcess.Start(_repository.Root, "train", "add_d1_l1_h1", "--out", Model, "--steps", "1000000");
        await first.Line("step 1 ");

        var second = await Train();

        second.Code.Should().Be(2);
        second.Errors.Should().Contain($"Another process is training or measuring '{Model}'");
        await first.Signal("TERM");
        (await first.End()).Errors.Should().Contain("interrupted after").And.NotContain("Cannot");
    }

    // Opening a socket as a file is an error, but no sharing violation.
    [SkippableFact]
    public async Task Train_LockFileThatCannotBeOpened_IsNotTakenForAnotherProcess()
    {
        Skip.If(OperatingSystem.IsWindows(), "Needs sockets in folders.");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_repository[".m.safetensors.lock"]));

        var refused = await Train();

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith($"repro: Cannot write '{Model}': ");
    }

    [Fact]
    public async Task Train_LeftoversOfKilledWriters_AreRemovedAndNothingElse()
    {
        string[] leftovers = [".m.safetensors.123-4.tmp", ".m.checkpoint.safetensors.5-6.tmp"];
        string[] others = [".m2.safetensors.123-4.tmp", ".m.safetensors.notes.tmp", "m.safetensors.tmp"];
        foreach (var file in leftovers.Concat(others))
        {
            File.WriteAllText(_repository[file], "");
        }

        (await Train()).Code.Should().Be(0);

        leftovers.Should().OnlyContain(file => !File.Exists(_repository[file]));
        others.Should().OnlyContain(file => File.Exists(_repository[file]));
    }

    [SkippableFact]
    public async Task Train_ReadOnlyFolder_IsRefusedBeforeTraining()
    {
        const string Folder = "/sys/kernel";
        Skip.IfNot(Directory.Exists(Folder), $"Needs {Folder}, which Linux has: nobody can make a file there.");

        var refused = await ReproProcess.Run(_repository.Root, "train", "add_d1_l1_h1", "--out", $"{Folder}/m.safetensors");

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith($"repro: Cannot write '{Folder}/m.safetensors': ").And.NotContain("step");
    }

    [Theory]
    [InlineData("Repro.sln/m.safetensors")]
    [InlineData("")]
    public async Task Train_OutputThatCannotBeAFile_IsRefusedBeforeTraining(string path)
    {
        var refused = await ReproProcess.Run(_repository.Root, "train", "add_d1_l1_h1", "--out", _repository[path]);

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith($"repro: Cannot write '{Path.GetFullPath(_repository[path])}': ").And.NotContain("step");
    }

    // A socket, as nobody misses it if this fails: to write to /dev/null as an administrator would replace that.
    [SkippableFact]
    public async Task Train_OutputThatIsNoFile_IsRefusedBeforeAnythingIsMade()
    {
        Skip.If(OperatingSystem.IsWindows(), "Needs sockets in folders.");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Model));

        var refused = await Train();

        refused.Code.Should().Be(2);
        refused.Errors.Should().Be($"repro: Cannot write '{Model}': it is a device, a pipe or a socket, not a file.\n");
        Directory.GetFileSystemEntries(_repository.Root).Should().BeEquivalentTo([_repository["Repro.sln"], Model]);
    }

    [SkippableFact]
    public async Task Train_NoRoomForTheModel_SaysSoAndKeepsTheOldOne()
    {
        Skip.If(OperatingSystem.IsWindows(), "Needs a shell whose ulimit bounds the size of files.");
        File.WriteAllText(Model, "old");

        // A part of the checkpoint fits. The runtime's own double-mapped memory counts as a file, hence the variable.
        var full = await ReproProcess.RunScript(
            _repository.Root,
            $"trap '' XFSZ; ulimit -f 400; export DOTNET_EnableWriteXorExecute=0; "
            + $"exec {ReproProcess.Command} train add_d1_l1_h1 --steps {Short} --out m.safetensors");

        full.Code.Should().Be(2, full.Errors);
        full.Errors.Should().Contain("repro: Cannot write '").And.Contain("A file that was there before is unchanged.");
        File.ReadAllText(Model).Should().Be("old");
        Directory.GetFiles(_repository.Root, ".*.tmp").Should().BeEmpty();
    }

    private Task<ReproProcess.Finished> Train(params string[] more) => ReproProcess.Run(
        _repository.Root, ["train", "add_d1_l1_h1", "--out", Model, .. more.Contains("--steps") ? more : [.. more, "--steps", Short]]);

    /// <summary>Leaves the checkpoint of a training of 50 steps that was stopped before its first.</summary>
    private void Interrupt()
    {
        var plan = TrainingPlan.For(ModelName.Parse("add_d1_l1_h1"), Preset.Compact, 50);
        var stopped = ModelTraining.Run(
            plan, initialisation: null, Model, new EngineFactory("cpu", 1), resume: false, (_, train) => train(null), new CancellationToken(canceled: true));
        stopped.Model.Should().BeNull();
        stopped.Checkpoint.Should().Be(Checkpoint);
    }
}
