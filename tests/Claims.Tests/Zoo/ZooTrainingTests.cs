using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Tests.Cli;
using Repro.Claims.Zoo;
using Repro.Cli;
using Repro.Cli.Commands;
using Repro.Models.Engines;
using Repro.Models.Numerics;
using Repro.Models.Storage;
using Repro.Models.Training;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

/// <summary>Small models from nothing to a zoo that is verified, and what happens when it is interrupted or tampered with on the way.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ZooTrainingTests : IDisposable
{
    private const int Steps = 600;
    private const long Questions = 300;

    private static readonly EngineFactory Engines = new("cpu", 1);
    private static readonly TrainingPlan Parent = TrainingPlan.For(ModelName.Parse("add_d2_l1_h1"), Preset.Compact, 40);
    private static readonly TrainingPlan Child = TrainingPlan.For(ModelName.Parse("ins1_mix_d2_l2_h2"), Preset.Compact, 40) with { Parent = Parent };
    private static readonly TrainingPlan Single = TrainingPlan.For(ModelName.Parse("add_d1_l1_h1"), Preset.Compact, Steps);

    private readonly EmptyRepository _repository = new();
    private readonly ZooFolder _zoo;
    private readonly List<string> _trained = [];

    public ZooTrainingTests() => _zoo = new ZooFolder(ModelFolder.Locate(_repository.Root), Preset.Compact);

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Run_ParentAndChild_AreTrainedMeasuredRecordedAndThenSkipped()
    {
        var plans = TrainingSchedule.Shard([Child], 1, 1);

        ZooTrainCommand.Run(_zoo, plans, Engines, parallel: 2, Questions, json: true).Should().Be(ExitCode.Done);

        _zoo.Manifest().Select(record => record.Name).Should().Equal("add_d2_l1_h1", "ins1_mix_d2_l2_h2");
        foreach (var plan in plans)
        {
            var model = PlannedModel.Load(_zoo.ModelPath(plan.Name), plan);
            var record = _zoo.Record(plan.Name)!;
            record.ParametersSha256.Should().Be(model.Parameters.Hash());
            (record.Config, record.Recipe, record.Data).Should().Be((plan.Config, plan.Recipe, model.Data));
            record.Losses.Values.Should().HaveCount(4);
            record.Accuracy.Select(result => (result.Set, result.Questions))
                .Should().Equal(AccuracyPlan.For(plan.Layout, plan.Name.Operations, Questions).Select(of => (of.Set.Name, of.Questions)));
            record.Accuracy.Should().OnlyContain(result => result.FirstWrong.Length == Math.Min(3, result.Errors));
            File.Exists(ModelTraining.CheckpointOf(_zoo.ModelPath(plan.Name))).Should().BeFalse();
        }

        var parent = _zoo.Record(Parent.Name)!;
        _zoo.Record(Child.Name)!.Parent.Should().Be(new ZooParent("add_d2_l1_h1", parent.ParametersSha256));
        _zoo.Record(Child.Name)!.Initialisation.Should().Be("ins1 and own draws from add_d2_l1_h1 sha256 " + parent.ParametersSha256);
        var before = File.ReadAllBytes(_zoo.ManifestPath);
        plans.Select(plan => Training().Run(plan, CancellationToken.None)).Select(record => record.Name).Should().Equal("add_d2_l1_h1", "ins1_mix_d2_l2_h2");
        _trained.Should().BeEmpty();
        File.Delete(_zoo.ManifestPath);
        ZooTrainCommand.Run(_zoo, plans, Engines, parallel: 1, Questions, json: false).Should().Be(ExitCode.Done);
        File.ReadAllBytes(_zoo.ManifestPath).Should().Equal(before);
    }

    [Fact]
    public void Run_EndedWhileMeasuring_AsksOnlyTheSetsThatAreLeft()
    {
        Directory.CreateDirectory(_zoo.Folder);
        var sets = AccuracyPlan.For(Single.Layout, Single.Name.Operations, Questions).Select(asked => asked.Set.Name).ToArray();
        var asked = new List<string>();
        using var stop = new CancellationTokenSource();
        void Ask(string set)
        {
            asked.Add(set);
            if (asked.Count == 3)
            {
                stop.Cancel();
            }
        }

        ZooTraining Attempt() => new(_zoo, Engines, parallel: 1, Questions, (_, run) => run(null), (_, set) => Ask(set));
        Attempt().Invoking(training => training.Run(Single, stop.Token)).Should().Throw<OperationCanceledException>();
        _zoo.Record(Single.Name)!.Accuracy.Should().BeEmpty();

        var record = Attempt().Run(Single, CancellationToken.None);

        asked.Should().Equal([.. sets[..3], .. sets[2..]]);
        record.Accuracy.Select(result => result.Set).Should().Equal(sets);
        Directory.EnumerateFiles(_zoo.Folder, "*.tmp").Should().BeEmpty();
        using var other = new EmptyRepository();
        var whole = new ZooFolder(ModelFolder.Locate(other.Root), Preset.Compact);
        Directory.CreateDirectory(whole.Folder);
        new ZooTraining(whole, Engines, parallel: 1, Questions, (_, run) => run(null), (_, _) => { }).Run(Single, CancellationToken.None)
            .Accuracy.Should().BeEquivalentTo(record.Accuracy, options => options.WithStrictOrdering());
    }

    [Fact]
    public void Run_MoreQuestionsThanRecorded_AsksThemWithoutTrainingAndFewerNot()
    {
        Training().Run(Parent, CancellationToken.None);
        _trained.Clear();
        var asked = new List<string>();
        ZooTraining With(long questions) => new(_zoo, Engines, 1, questions, (_, _) => throw new InvalidOperationException("trained"), (_, set) => asked.Add(set));
        var sets = AccuracyPlan.For(Parent.Layout, Parent.Name.Operations, Questions + 1).Select(of => (of.Set.Name, of.Questions)).ToArray();

        var record = With(Questions + 1).Run(Parent, CancellationToken.None);

        asked.Should().Equal(sets.Select(set => set.Name));
        record.Accuracy.Select(result => (result.Set, result.Questions)).Should().Equal(sets);
        _zoo.Record(Parent.Name).Should().BeEquivalentTo(record);
        asked.Clear();
        With(Questions).Run(Parent, CancellationToken.None).Should().BeEquivalentTo(record);
        asked.Should().BeEmpty();
    }

    [Fact]
    public void Run_EvidenceLeftBesideACompleteRecord_IsRemoved()
    {
        Training().Run(Parent, CancellationToken.None);
        File.WriteAllText(Evidence(Parent), "left over");

        Training().Run(Parent, CancellationToken.None);

        File.Exists(Evidence(Parent)).Should().BeFalse();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"parametersSha256\": \"00\", \"results\": [null]}")]
    public void Run_DamagedEvidence_SaysThatItMayBeDeleted(string text)
    {
        Directory.CreateDirectory(_zoo.Folder);
        File.WriteAllText(Evidence(Parent), text);

        Training().Invoking(training => training.Run(Parent, CancellationToken.None))
            .Should().Throw<IOException>().WithMessage($"'{Evidence(Parent)}' is no partial evidence of a model, and may be deleted: *");
    }

    // Of the published width, so a few steps and questions must do.
    [Fact]
    public void Run_PaperPreset_LandsInItsOwnFolderWithTheSameEvidence()
    {
        var zoo = new ZooFolder(_zoo.Models, Preset.Paper);
        var parent = TrainingPlan.For(ModelName.Parse("add_d1_l1_h1"), Preset.Paper, 2);
        var child = TrainingPlan.For(ModelName.Parse("ins1_mix_d1_l1_h2"), Preset.Paper, 2) with { Parent = parent };

        ZooTrainCommand.Run(zoo, TrainingSchedule.Shard([child], 1, 1), Engines, parallel: 1, questions: 3, json: true).Should().Be(ExitCode.Done);

        zoo.Folder.Should().EndWith(Path.Combine("artifacts", "zoo", "paper"));
        zoo.Manifest().Select(record => (record.Name, record.Preset, record.Config.DModel, record.Data)).Should().Equal(
            ("add_d1_l1_h1", "paper", 510, "paper-A, 1 digits, 0 % subtraction, batch 64, seed 372001"),
            ("ins1_mix_d1_l1_h2", "paper", 510, "paper-A, 1 digits, 80 % subtraction, batch 64, seed 372001"));
        zoo.Record(child.Name)!.Accuracy.Select(result => (result.Set, result.Questions)).Should().Equal(
            AccuracyPlan.For(child.Layout, OperationMix.Mix, 3).Select(asked => (asked.Set.Name, asked.Questions)));
        _zoo.Record(parent.Name).Should().BeNull("the compact zoo is another one");
    }

    [Fact]
    public void Run_ParentMissing_NamesTheCommandThatMakesIt() =>
        Training().Invoking(training => training.Run(Child, CancellationToken.None))
            .Should().Throw<FileNotFoundException>().WithMessage("ins1_mix_d2_l2_h2 starts from add_d2_l1_h1*'repro train add_d2_l1_h1 --preset compact'*");

    [Fact]
    public void Run_KilledWhileTraining_GoesOnFromTheCheckpointInTheSameBits()
    {
        var whole = Uninterrupted(Single);
        Training(Kill).Invoking(training => training.Run(Single, CancellationToken.None)).Should().Throw<InvalidOperationException>();
        _zoo.Record(Single.Name).Should().BeNull();

        var record = Training().Run(Single, CancellationToken.None);

        record.Effort.FromStep.Should().Be(ModelTraining.CheckpointEvery);
        record.ParametersSha256.Should().Be(whole);
        record.Losses.Values.Should().HaveCount(Steps / 10);

        static void Kill(TrainingProgress progress)
        {
            if (progress.Step == 550)
            {
                throw new InvalidOperationException("killed");
            }
        }
    }

    [Fact]
    public void Run_EndedWhileTraining_KeepsACheckpointAndGoesOn()
    {
        using var stop = new CancellationTokenSource();
        Training(progress => (progress.Step == 7 ? stop : null)?.Cancel())
            .Invoking(training => training.Run(Parent, stop.Token)).Should().Throw<OperationCanceledException>().WithMessage("*after 7 of 40 steps*");

        var record = Training().Run(Parent, CancellationToken.None);

        record.Effort.FromStep.Should().Be(7);
        record.ParametersSha256.Should().Be(Uninterrupted(Parent));
    }

    [Fact]
    public void Run_KilledBetweenModelAndRecord_LosesNothing()
    {
        Directory.CreateDirectory(_zoo.RecordPath(Parent.Name));
        Training().Invoking(training => training.Run(Parent, CancellationToken.None)).Should().Throw<IOException>().WithMessage("Cannot write*");
        File.Exists(_zoo.ModelPath(Parent.Name)).Should().BeTrue();
        Directory.Delete(_zoo.RecordPath(Parent.Name));

        var record = Training().Run(Parent, CancellationToken.None);

        record.Effort.FromStep.Should().Be(40);
        record.Losses.Values.Should().HaveCount(4);
        record.ParametersSha256.Should().Be(Uninterrupted(Parent));
        Directory.GetFiles(_zoo.Folder, "*.checkpoint.*").Should().BeEmpty();
    }

    [Fact]
    public void Run_KilledBetweenRecordAndRemovalOfTheCheckpoint_RemovesItWithoutTraining()
    {
        Training().Run(Parent, CancellationToken.None);
        var checkpoint = ModelTraining.CheckpointOf(_zoo.ModelPath(Parent.Name));
        File.WriteAllText(checkpoint, "left over");
        _trained.Clear();

        Training().Run(Parent, CancellationToken.None);

        _trained.Should().BeEmpty();
        File.Exists(checkpoint).Should().BeFalse();
    }

    [Fact]
    public void Run_EndedWhileMeasuring_MeasuresLaterWithoutTraining()
    {
        using var stop = new CancellationTokenSource();
        var training = new ZooTraining(_zoo, Engines, 1, Questions, (_, train) => train(null), (_, _) => stop.Cancel());
        training.Invoking(run => run.Run(Parent, stop.Token)).Should().Throw<OperationCanceledException>();
        _zoo.Record(Parent.Name)!.Accuracy.Should().BeEmpty();

        Training().Run(Parent, CancellationToken.None).Accuracy.Should().NotBeEmpty();

        _trained.Should().BeEmpty();
    }

    [Fact]
    public void Run_ModelOfOtherBitsThanRecorded_IsRefusedWithBothHashes()
    {
        var record = Training().Run(Parent, CancellationToken.None);
        var model = PlannedModel.Load(_zoo.ModelPath(Parent.Name), Parent);
        model.Parameters.Values[3] += 1;
        model.Save(_zoo.ModelPath(Parent.Name));

        Training().Invoking(training => training.Run(Parent, CancellationToken.None))
            .Should().Throw<SafetensorsException>().WithMessage($"{_zoo.ModelPath(Parent.Name)}*{model.Parameters.Hash()}*{record.ParametersSha256}*");
    }

    [Fact]
    public void Run_ChildBesideAnotherParent_IsRefusedWithFilesAndBothHashes()
    {
        var before = Training().Run(Parent, CancellationToken.None);
        Training().Run(Child, CancellationToken.None);
        var other = PlannedModel.Load(_zoo.ModelPath(Parent.Name), Parent);
        other.Parameters.Values[3] += 1;
        other.Save(_zoo.ModelPath(Parent.Name));
        _zoo.Write(before with { ParametersSha256 = other.Parameters.Hash() });

        Training().Run(Parent, CancellationToken.None);
        Training().Invoking(training => training.Run(Child, CancellationToken.None)).Should().Throw<SafetensorsException>()
            .WithMessage($"{_zoo.ModelPath(Child.Name)}*{before.ParametersSha256}*'{_zoo.ModelPath(Parent.Name)}'*{other.Parameters.Hash()}*");
    }

    [Theory]
    [InlineData(null, 2, 1, 2)] // Parent and child are trained in turn; beside the single model.
    [InlineData(null, 8, 4, 4)]
    [InlineData(1, 2, 2, 2)]
    [InlineData(8, 2, 1, 2)]
    [InlineData(null, 64, 4, 4)] // More shares of a batch there are not.
    public void ThreadsEach_AFamilyAndASingleModel_ShareTheProcessorsAmongWhatIsLeft(int? parallel, int processors, int each, int eachWithoutTheFamily)
    {
        var plans = TrainingSchedule.Shard([Child, Single], 1, 1);

        ZooTrainCommand.ThreadsEach(_zoo, plans, parallel, processors).Should().Be(each);

        Directory.CreateDirectory(_zoo.Folder);
        File.WriteAllText(_zoo.RecordPath(Parent.Name), "damaged");
        ZooTrainCommand.ThreadsEach(_zoo, plans, parallel, processors).Should().Be(each, "the child is left");
        File.WriteAllText(_zoo.RecordPath(Child.Name), "damaged");
        ZooTrainCommand.ThreadsEach(_zoo, plans, parallel, processors).Should().Be(eachWithoutTheFamily);
    }

    [Fact]
    public void Run_ModelOfAnotherRecipe_IsRefused()
    {
        Training().Run(Parent, CancellationToken.None);
        var other = TrainingPlan.For(Parent.Name, Preset.Compact, 41);

        Training().Invoking(training => training.Run(other, CancellationToken.None)).Should().Throw<SafetensorsException>().WithMessage("*40 steps*41 steps*");
    }

    [Fact]
    public void Verify_UntouchedAndTamperedHash_ExitsWith0And1()
    {
        ZooTrainCommand.Run(_zoo, TrainingSchedule.Shard([Child], 1, 1), Engines, parallel: 1, Questions, json: true).Should().Be(ExitCode.Done);

        ZooVerifyCommand.Run(_zoo, Parent, device: null, threads: 1, json: true).Should().Be(ExitCode.Done);
        ZooVerifyCommand.Run(_zoo, Child, device: null, threads: 1, json: false).Should().Be(ExitCode.Done);
        var hash = _zoo.Record(Child.Name)!.ParametersSha256;
        File.WriteAllText(_zoo.ManifestPath, File.ReadAllText(_zoo.ManifestPath).Replace(hash, new string('0', 64), StringComparison.Ordinal));
        ZooVerifyCommand.Run(_zoo, Child, device: null, threads: 1, json: true).Should().Be(ExitCode.Failed);
        ZooVerifyCommand.Run(_zoo, Parent, device: null, threads: 1, json: true).Should().Be(ExitCode.Done);
    }

    [Fact]
    public void Verify_FileOfOtherBits_Fails()
    {
        Training().Run(Parent, CancellationToken.None);
        _zoo.WriteManifest();
        var model = PlannedModel.Load(_zoo.ModelPath(Parent.Name), Parent);
        model.Parameters.Values[3] += 1;
        model.Save(_zoo.ModelPath(Parent.Name));

        ZooVerifyCommand.Run(_zoo, Parent, device: null, threads: 1, json: true).Should().Be(ExitCode.Failed);
    }

    [Fact]
    public void Verify_AbsentModelOrOtherNumerics_SaysWhatIsWrong()
    {
        Training().Run(Parent, CancellationToken.None);
        _zoo.WriteManifest();
        Verify(Single).Should().Throw<IOException>().WithMessage("*zoo.json' has no model add_d1_l1_h1*'repro zoo train add_d1_l1_h1 --preset compact'*");
        File.WriteAllText(
            _zoo.ManifestPath, File.ReadAllText(_zoo.ManifestPath).Replace($"\"numerics\": {NumericsVersion.Current}", "\"numerics\": 0", StringComparison.Ordinal));
        Verify(Parent).Should().Throw<IOException>().WithMessage($"*numerics is '0'*'{NumericsVersion.Current}'*");

        Action Verify(TrainingPlan plan) => () => ZooVerification.Run(_zoo, plan, device: null, threads: 1, (_, train) => train(null), CancellationToken.None);
    }

    // Another device gives other bits, so a comparison would say nothing about the model.
    [Fact]
    public void Verify_DeviceOtherThanRecorded_IsRefusedWithBoth()
    {
        Training().Run(Parent, CancellationToken.None);
        _zoo.WriteManifest();
        File.WriteAllText(_zoo.ManifestPath, File.ReadAllText(_zoo.ManifestPath).Replace("\"device\": \"cpu\"", "\"device\": \"cuda\"", StringComparison.Ordinal));

        Verify("cpu").Should().Throw<IOException>().WithMessage($"'{_zoo.ManifestPath}': device is 'cuda'*'cpu'*");
#if !TORCH
        Verify(device: null).Should().Throw<ArgumentException>().WithMessage("The device cuda is not in this build*", "it is the recorded one that is taken");
#endif

        Action Verify(string? device) => () => ZooVerification.Run(_zoo, Parent, device, threads: 1, (_, train) => train(null), CancellationToken.None);
    }

    [Fact]
    public void Train_ADamagedRecordInTheZoo_IsFoundBeforeTraining()
    {
        Directory.CreateDirectory(_zoo.Folder);
        File.WriteAllText(_zoo.RecordPath(Single.Name), "{");

        FluentActions.Invoking(() => ZooTrainCommand.Run(_zoo, [Parent], Engines, parallel: 1, Questions, json: true))
            .Should().Throw<IOException>().WithMessage($"'{_zoo.RecordPath(Single.Name)}' is no record of the zoo*");

        File.Exists(_zoo.ModelPath(Parent.Name)).Should().BeFalse();
    }

    [Fact]
    public void Train_ManifestThatCannotBeWritten_IsTheRunsErrorAndNoModels()
    {
        Directory.CreateDirectory(_zoo.ManifestPath);

        FluentActions.Invoking(() => ZooTrainCommand.Run(_zoo, [Parent], Engines, parallel: 1, Questions, json: true))
            .Should().Throw<IOException>().WithMessage($"Cannot write '{_zoo.ManifestPath}'*");

        _zoo.Record(Parent.Name)!.Accuracy.Should().NotBeEmpty();
    }

    private string Evidence(TrainingPlan plan) => Path.Combine(_zoo.Folder, $".{plan.Name}.evidence.tmp");

    private static string Uninterrupted(TrainingPlan plan)
    {
        using var engine = Engines.Create(plan.Config);
        new Trainer(engine, plan.CreateData(), plan.Recipe).Run();
        return engine.GetParameters().Hash();
    }

    private ZooTraining Training(Action<TrainingProgress>? progress = null)
    {
        return new ZooTraining(_zoo, Engines, 1, Questions, Watch, (_, _) => { });

        TrainingResult Watch(string name, Func<Action<TrainingProgress>?, TrainingResult> train)
        {
            _trained.Add(name);
            return train(progress);
        }
    }
}
