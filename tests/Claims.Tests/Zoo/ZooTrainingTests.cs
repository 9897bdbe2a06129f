using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Models.Storage;
using Repro.Models.Training;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

/// <summary>Small models from nothing to a record, and what happens when that is interrupted or the files are tampered with on the way.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ZooTrainingTests : IDisposable
{
    private readonly SmallZoo _small = new();

    public void Dispose() => _small.Dispose();

    [Fact]
    public void Run_ParentMissing_NamesTheCommandThatMakesIt() =>
        _small.Training().Invoking(training => training.Run(SmallZoo.Child, CancellationToken.None))
            .Should().Throw<FileNotFoundException>().WithMessage("ins1_mix_d2_l2_h2 starts from add_d2_l1_h1*'repro train add_d2_l1_h1 --preset compact'*");

    [Fact]
    public void Run_KilledWhileTraining_GoesOnFromTheCheckpointInTheSameBits()
    {
        var whole = SmallZoo.Uninterrupted(SmallZoo.Single);
        _small.Training(Kill).Invoking(training => training.Run(SmallZoo.Single, CancellationToken.None)).Should().Throw<InvalidOperationException>();
        _small.Zoo.Record(SmallZoo.Single.Name).Should().BeNull();

        var record = _small.Training().Run(SmallZoo.Single, CancellationToken.None);

        record.Effort.FromStep.Should().Be(ModelTraining.CheckpointEvery);
        record.ParametersSha256.Should().Be(whole);
        record.Losses.Values.Should().HaveCount(SmallZoo.Steps / 10);

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
        _small.Training(progress => (progress.Step == 7 ? stop : null)?.Cancel())
            .Invoking(training => training.Run(SmallZoo.Parent, stop.Token)).Should().Throw<OperationCanceledException>().WithMessage("*after 7 of 40 steps*");

        var record = _small.Training().Run(SmallZoo.Parent, CancellationToken.None);

        record.Effort.FromStep.Should().Be(7);
        record.ParametersSha256.Should().Be(SmallZoo.Uninterrupted(SmallZoo.Parent));
    }

    [Fact]
    public void Run_KilledBetweenModelAndRecord_LosesNothing()
    {
        Directory.CreateDirectory(_small.Zoo.RecordPath(SmallZoo.Parent.Name));
        _small.Training().Invoking(training => training.Run(SmallZoo.Parent, CancellationToken.None)).Should().Throw<IOException>().WithMessage("Cannot write*");
        File.Exists(_small.Zoo.ModelPath(SmallZoo.Parent.Name)).Should().BeTrue();
        Directory.Delete(_small.Zoo.RecordPath(SmallZoo.Parent.Name));

        var record = _small.Training().Run(SmallZoo.Parent, CancellationToken.None);

        record.Effort.FromStep.Should().Be(40);
        record.Losses.Values.Should().HaveCount(4);
        record.ParametersSha256.Should().Be(SmallZoo.Uninterrupted(SmallZoo.Parent));
        Directory.GetFiles(_small.Zoo.Folder, "*.checkpoint.*").Should().BeEmpty();
    }

    [Fact]
    public void Run_KilledBetweenRecordAndRemovalOfTheCheckpoint_RemovesItWithoutTraining()
    {
        _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        var checkpoint = ModelTraining.CheckpointOf(_small.Zoo.ModelPath(SmallZoo.Parent.Name));
        File.WriteAllText(checkpoint, "left over");
        _small.Trained.Clear();

        _small.Training().Run(SmallZoo.Parent, CancellationToken.None);

        _small.Trained.Should().BeEmpty();
        File.Exists(checkpoint).Should().BeFalse();
    }

    [Fact]
    public void Run_ModelOfOtherBitsThanRecorded_IsRefusedWithBothHashes()
    {
        var record = _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        var model = PlannedModel.Load(_small.Zoo.ModelPath(SmallZoo.Parent.Name), SmallZoo.Parent);
        model.Parameters.Values[3] += 1;
        model.Save(_small.Zoo.ModelPath(SmallZoo.Parent.Name));

        _small.Training().Invoking(training => training.Run(SmallZoo.Parent, CancellationToken.None))
            .Should().Throw<SafetensorsException>().WithMessage($"{_small.Zoo.ModelPath(SmallZoo.Parent.Name)}*{model.Parameters.Hash()}*{record.ParametersSha256}*");
    }

    [Fact]
    public void Run_ModelMissingBesideItsRecord_IsTrainedAgainAndTheEvidenceKept()
    {
        var before = _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        File.Delete(_small.Zoo.ModelPath(SmallZoo.Parent.Name));
        var asked = new List<string>();

        var again = new ZooTraining(_small.Zoo, SmallZoo.Engines, 1, SmallZoo.Questions, (_, train) => train(null), (_, set) => asked.Add(set))
            .Run(SmallZoo.Parent, CancellationToken.None);

        asked.Should().BeEmpty("the same bits give the same answers");
        again.Should().BeEquivalentTo(before, options => options.Excluding(record => record.Effort));
        _small.Zoo.Record(SmallZoo.Parent.Name).Should().BeEquivalentTo(again);
        PlannedModel.Load(_small.Zoo.ModelPath(SmallZoo.Parent.Name), SmallZoo.Parent).Parameters.Hash().Should().Be(before.ParametersSha256);
    }

    [Fact]
    public void Run_ModelMissingBesideTheRecordOfOtherBits_IsRefusedWithBothHashesAndTheRecordStays()
    {
        var hash = _small.Training().Run(SmallZoo.Parent, CancellationToken.None).ParametersSha256;
        var (record, other) = (_small.Zoo.RecordPath(SmallZoo.Parent.Name), new string('0', 64));
        File.WriteAllText(record, File.ReadAllText(record).Replace(hash, other, StringComparison.Ordinal));
        var before = File.ReadAllBytes(record);
        File.Delete(_small.Zoo.ModelPath(SmallZoo.Parent.Name));

        _small.Training().Invoking(training => training.Run(SmallZoo.Parent, CancellationToken.None)).Should().Throw<IOException>()
            .WithMessage($"'{record}'*{other}*{hash}*");
        File.ReadAllBytes(record).Should().Equal(before);

        File.Delete(record);
        _small.Training().Run(SmallZoo.Parent, CancellationToken.None).ParametersSha256.Should().Be(hash, "that is what the message says to do");
    }

    [Fact]
    public void Run_AnotherProcessIsMeasuring_IsRefused()
    {
        _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        var model = _small.Zoo.ModelPath(SmallZoo.Parent.Name);
        using var other = new FileStream(
            Path.Combine(_small.Zoo.Folder, $".{Path.GetFileName(model)}.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        _small.Training().Run(SmallZoo.Parent, CancellationToken.None).Accuracy.Should().NotBeEmpty("where nothing is left to do nobody is in the way");
        new ZooTraining(_small.Zoo, SmallZoo.Engines, 1, SmallZoo.Questions + 1, (_, train) => train(null), (_, _) => { })
            .Invoking(training => training.Run(SmallZoo.Parent, CancellationToken.None))
            .Should().Throw<IOException>().WithMessage($"Another process is training or measuring '{model}'*");
    }

    [Fact]
    public void Run_LeftoversOfKilledWritersOfTheRecord_AreRemovedAndNoOthers()
    {
        var stem = Path.Combine(_small.Zoo.Folder, $".{SmallZoo.Parent.Name}");
        string[] others = [$"{stem}2.json.1-1.tmp", $"{stem}.json.notes.tmp"];
        Directory.CreateDirectory(_small.Zoo.Folder);
        foreach (var file in (string[])[.. others, $"{stem}.json.1-1.tmp"])
        {
            File.WriteAllText(file, "");
        }

        _small.Training().Run(SmallZoo.Parent, CancellationToken.None);

        Directory.GetFiles(_small.Zoo.Folder, "*.tmp").Should().BeEquivalentTo(others);
        File.WriteAllText($"{stem}.json.22-333.tmp", "");
        new ZooTraining(_small.Zoo, SmallZoo.Engines, 1, SmallZoo.Questions + 1, (_, train) => train(null), (_, _) => { }).Run(SmallZoo.Parent, CancellationToken.None);
        Directory.GetFiles(_small.Zoo.Folder, "*.tmp").Should().BeEquivalentTo(others);
    }

    [Fact]
    public void Run_ChildBesideAnotherParent_IsRefusedWithFilesAndBothHashes()
    {
        var before = _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        _small.Training().Run(SmallZoo.Child, CancellationToken.None);
        var other = PlannedModel.Load(_small.Zoo.ModelPath(SmallZoo.Parent.Name), SmallZoo.Parent);
        other.Parameters.Values[3] += 1;
        other.Save(_small.Zoo.ModelPath(SmallZoo.Parent.Name));
        _small.Zoo.Write(before with { ParametersSha256 = other.Parameters.Hash() });

        _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        _small.Training().Invoking(training => training.Run(SmallZoo.Child, CancellationToken.None)).Should().Throw<SafetensorsException>()
            .WithMessage($"{_small.Zoo.ModelPath(SmallZoo.Child.Name)}*{before.ParametersSha256}*'{_small.Zoo.ModelPath(SmallZoo.Parent.Name)}'*{other.Parameters.Hash()}*");
    }

    [Fact]
    public void Run_ModelOfAnotherRecipe_IsRefused()
    {
        _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        var other = TrainingPlan.For(SmallZoo.Parent.Name, Preset.Compact, 41);

        _small.Training().Invoking(training => training.Run(other, CancellationToken.None)).Should().Throw<SafetensorsException>().WithMessage("*40 steps*41 steps*");
    }
}
