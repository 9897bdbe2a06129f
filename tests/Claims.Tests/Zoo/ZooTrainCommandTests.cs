using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Cli;
using Repro.Cli.Commands;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

/// <summary>Several models together, as <c>repro zoo train</c> makes them.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ZooTrainCommandTests : IDisposable
{
    private readonly SmallZoo _small = new();

    public void Dispose() => _small.Dispose();

    [Fact]
    public void Run_ParentAndChild_AreTrainedMeasuredRecordedAndThenSkipped()
    {
        var plans = TrainingSchedule.Shard([SmallZoo.Child], 1, 1);

        ZooTrainCommand.Run(_small.Zoo, plans, SmallZoo.Engines, parallel: 2, SmallZoo.Questions, json: true).Should().Be(ExitCode.Done);

        _small.Zoo.Manifest().Select(record => record.Name).Should().Equal("add_d2_l1_h1", "ins1_mix_d2_l2_h2");
        foreach (var plan in plans)
        {
            var model = PlannedModel.Load(_small.Zoo.ModelPath(plan.Name), plan);
            var record = _small.Zoo.Record(plan.Name)!;
            record.ParametersSha256.Should().Be(model.Parameters.Hash());
            (record.Config, record.Recipe, record.Data).Should().Be((plan.Config, plan.Recipe, model.Data));
            record.Losses.Values.Should().HaveCount(4);
            record.Accuracy.Select(result => (result.Set, result.Questions))
                .Should().Equal(AccuracyPlan.For(plan.Layout, plan.Name.Operations, SmallZoo.Questions).Select(of => (of.Set.Name, of.Questions)));
            record.Accuracy.Should().OnlyContain(result => result.FirstWrong.Length == Math.Min(3, result.Errors));
            File.Exists(ModelTraining.CheckpointOf(_small.Zoo.ModelPath(plan.Name))).Should().BeFalse();
        }

        var parent = _small.Zoo.Record(SmallZoo.Parent.Name)!;
        _small.Zoo.Record(SmallZoo.Child.Name)!.Parent.Should().Be(new ZooParent("add_d2_l1_h1", parent.ParametersSha256));
        _small.Zoo.Record(SmallZoo.Child.Name)!.Initialisation.Should().Be("ins1 and own draws from add_d2_l1_h1 sha256 " + parent.ParametersSha256);
        var before = File.ReadAllBytes(_small.Zoo.ManifestPath);
        plans.Select(plan => _small.Training().Run(plan, CancellationToken.None)).Select(record => record.Name).Should().Equal("add_d2_l1_h1", "ins1_mix_d2_l2_h2");
        _small.Trained.Should().BeEmpty();
        File.Delete(_small.Zoo.ManifestPath);
        ZooTrainCommand.Run(_small.Zoo, plans, SmallZoo.Engines, parallel: 1, SmallZoo.Questions, json: false).Should().Be(ExitCode.Done);
        File.ReadAllBytes(_small.Zoo.ManifestPath).Should().Equal(before);
    }

    // Of the published width, so a few steps and questions must do.
    [Fact]
    public void Run_PaperPreset_LandsInItsOwnFolderWithTheSameEvidence()
    {
        var zoo = new ZooFolder(_small.Zoo.Models, Preset.Paper);
        var parent = TrainingPlan.For(ModelName.Parse("add_d1_l1_h1"), Preset.Paper, 2);
        var child = TrainingPlan.For(ModelName.Parse("ins1_mix_d1_l1_h2"), Preset.Paper, 2) with { Parent = parent };

        ZooTrainCommand.Run(zoo, TrainingSchedule.Shard([child], 1, 1), SmallZoo.Engines, parallel: 1, questions: 3, json: true).Should().Be(ExitCode.Done);

        zoo.Folder.Should().EndWith(Path.Combine("artifacts", "zoo", "paper"));
        zoo.Manifest().Select(record => (record.Name, record.Preset, record.Config.DModel, record.Data)).Should().Equal(
            ("add_d1_l1_h1", "paper", 510, "paper-A, 1 digits, 0 % subtraction, batch 64, seed 372001"),
            ("ins1_mix_d1_l1_h2", "paper", 510, "paper-A, 1 digits, 80 % subtraction, batch 64, seed 372001"));
        zoo.Record(child.Name)!.Accuracy.Select(result => (result.Set, result.Questions)).Should().Equal(
            AccuracyPlan.For(child.Layout, OperationMix.Mix, 3).Select(asked => (asked.Set.Name, asked.Questions)));
        _small.Zoo.Record(parent.Name).Should().BeNull("the compact zoo is another one");
    }

    [Theory]
    [InlineData(null, 2, 1, 2)] // SmallZoo.Parent and child are trained in turn; beside the single model.
    [InlineData(null, 8, 4, 4)]
    [InlineData(1, 2, 2, 2)]
    [InlineData(8, 2, 1, 2)]
    [InlineData(null, 64, 4, 4)] // More shares of a batch there are not.
    public void ThreadsEach_AFamilyAndASingleModel_ShareTheProcessorsAmongWhatIsLeft(int? parallel, int processors, int each, int eachWithoutTheFamily)
    {
        var plans = TrainingSchedule.Shard([SmallZoo.Child, SmallZoo.Single], 1, 1);

        ZooTrainCommand.ThreadsEach(_small.Zoo, plans, parallel, processors).Should().Be(each);

        Directory.CreateDirectory(_small.Zoo.Folder);
        File.WriteAllText(_small.Zoo.RecordPath(SmallZoo.Parent.Name), "damaged");
        ZooTrainCommand.ThreadsEach(_small.Zoo, plans, parallel, processors).Should().Be(each, "the child is left");
        File.WriteAllText(_small.Zoo.RecordPath(SmallZoo.Child.Name), "damaged");
        ZooTrainCommand.ThreadsEach(_small.Zoo, plans, parallel, processors).Should().Be(eachWithoutTheFamily);
    }

    [Fact]
    public void Train_ADamagedRecordInTheZoo_IsFoundBeforeTraining()
    {
        Directory.CreateDirectory(_small.Zoo.Folder);
        File.WriteAllText(_small.Zoo.RecordPath(SmallZoo.Single.Name), "{");

        FluentActions.Invoking(() => ZooTrainCommand.Run(_small.Zoo, [SmallZoo.Parent], SmallZoo.Engines, parallel: 1, SmallZoo.Questions, json: true))
            .Should().Throw<IOException>().WithMessage($"'{_small.Zoo.RecordPath(SmallZoo.Single.Name)}' is no record of the zoo*");

        File.Exists(_small.Zoo.ModelPath(SmallZoo.Parent.Name)).Should().BeFalse();
    }

    [Fact]
    public void Train_ManifestThatCannotBeWritten_IsTheRunsErrorAndNoModels()
    {
        Directory.CreateDirectory(_small.Zoo.ManifestPath);

        FluentActions.Invoking(() => ZooTrainCommand.Run(_small.Zoo, [SmallZoo.Parent], SmallZoo.Engines, parallel: 1, SmallZoo.Questions, json: true))
            .Should().Throw<IOException>().WithMessage($"Cannot write '{_small.Zoo.ManifestPath}'*");

        _small.Zoo.Record(SmallZoo.Parent.Name)!.Accuracy.Should().NotBeEmpty();
    }
}
