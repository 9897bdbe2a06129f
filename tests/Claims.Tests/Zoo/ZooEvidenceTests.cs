using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Tests.Cli;
using Repro.Claims.Zoo;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

/// <summary>Which questions a trained model is asked, and that a kill or an end in between costs no set that is done.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ZooEvidenceTests : IDisposable
{
    private readonly SmallZoo _small = new();

    public void Dispose() => _small.Dispose();

    [Fact]
    public void Run_EndedWhileMeasuring_AsksOnlyTheSetsThatAreLeft()
    {
        Directory.CreateDirectory(_small.Zoo.Folder);
        var sets = AccuracyPlan.For(SmallZoo.Single.Layout, SmallZoo.Single.Name.Operations, SmallZoo.Questions).Select(asked => asked.Set.Name).ToArray();
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

        ZooTraining Attempt() => new(_small.Zoo, SmallZoo.Engines, parallel: 1, SmallZoo.Questions, (_, run) => run(null), (_, set) => Ask(set));
        Attempt().Invoking(training => training.Run(SmallZoo.Single, stop.Token)).Should().Throw<OperationCanceledException>();
        _small.Zoo.Record(SmallZoo.Single.Name)!.Accuracy.Should().BeEmpty();

        var record = Attempt().Run(SmallZoo.Single, CancellationToken.None);

        asked.Should().Equal([.. sets[..3], .. sets[2..]]);
        record.Accuracy.Select(result => result.Set).Should().Equal(sets);
        Directory.EnumerateFiles(_small.Zoo.Folder, "*.tmp").Should().BeEmpty();
        using var other = new EmptyRepository();
        var whole = new ZooFolder(ModelFolder.Locate(other.Root), Preset.Compact);
        Directory.CreateDirectory(whole.Folder);
        new ZooTraining(whole, SmallZoo.Engines, parallel: 1, SmallZoo.Questions, (_, run) => run(null), (_, _) => { }).Run(SmallZoo.Single, CancellationToken.None)
            .Accuracy.Should().BeEquivalentTo(record.Accuracy, options => options.WithStrictOrdering());
    }

    [Fact]
    public void Run_EndedWhileMeasuring_MeasuresLaterWithoutTraining()
    {
        using var stop = new CancellationTokenSource();
        var training = new ZooTraining(_small.Zoo, SmallZoo.Engines, 1, SmallZoo.Questions, (_, train) => train(null), (_, _) => stop.Cancel());
        training.Invoking(run => run.Run(SmallZoo.Parent, stop.Token)).Should().Throw<OperationCanceledException>();
        _small.Zoo.Record(SmallZoo.Parent.Name)!.Accuracy.Should().BeEmpty();

        _small.Training().Run(SmallZoo.Parent, CancellationToken.None).Accuracy.Should().NotBeEmpty();

        _small.Trained.Should().BeEmpty();
    }

    [Fact]
    public void Run_MoreQuestionsThanRecorded_AsksThemWithoutTrainingAndFewerNot()
    {
        _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        _small.Trained.Clear();
        var asked = new List<string>();
        ZooTraining With(long questions) => new(_small.Zoo, SmallZoo.Engines, 1, questions, (_, _) => throw new InvalidOperationException("trained"), (_, set) => asked.Add(set));
        var sets = AccuracyPlan.For(SmallZoo.Parent.Layout, SmallZoo.Parent.Name.Operations, SmallZoo.Questions + 1).Select(of => (of.Set.Name, of.Questions)).ToArray();

        var record = With(SmallZoo.Questions + 1).Run(SmallZoo.Parent, CancellationToken.None);

        asked.Should().Equal(sets.Select(set => set.Name));
        record.Accuracy.Select(result => (result.Set, result.Questions)).Should().Equal(sets);
        _small.Zoo.Record(SmallZoo.Parent.Name).Should().BeEquivalentTo(record);
        asked.Clear();
        With(SmallZoo.Questions).Run(SmallZoo.Parent, CancellationToken.None).Should().BeEquivalentTo(record);
        asked.Should().BeEmpty();
    }

    // A kill just after the record was written leaves it; so does one of a process that asked more than is asked now.
    [Fact]
    public void Run_EvidenceLeftBesideACompleteRecord_IsTakenIntoIt()
    {
        var record = _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        var more = record.Accuracy[0] with { Questions = 2 * record.Accuracy[0].Questions };
        Leave(record.ParametersSha256, "cpu", more);

        var again = _small.Training().Run(SmallZoo.Parent, CancellationToken.None);

        again.Accuracy[0].Should().BeEquivalentTo(more);
        again.Accuracy.Skip(1).Should().BeEquivalentTo(record.Accuracy.Skip(1));
        _small.Zoo.Record(SmallZoo.Parent.Name).Should().BeEquivalentTo(again);
        File.Exists(Evidence(SmallZoo.Parent)).Should().BeFalse();
    }

    [Fact]
    public void Run_EvidenceOfOtherParametersOrOfAnotherDevice_IsNotUsed()
    {
        var record = _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        var more = record.Accuracy[0] with { Questions = 2 * record.Accuracy[0].Questions };
        foreach (var (hash, device) in new[] { (new string('0', 64), "cpu"), (record.ParametersSha256, "cuda bfloat16") })
        {
            Leave(hash, device, more);

            _small.Training().Run(SmallZoo.Parent, CancellationToken.None).Should().BeEquivalentTo(record);
        }
    }

    [Fact]
    public void Run_AnswersOfAnotherDevice_AreNotMixedWithThoseOfThisOne()
    {
        var record = _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        var elsewhere = record with { AnsweredOn = "cuda bfloat16", Accuracy = [.. record.Accuracy.Skip(1).Select(result => result with { Errors = 0, FirstWrong = [] })] };
        _small.Zoo.Write(elsewhere);

        _small.Training().Run(SmallZoo.Parent, CancellationToken.None).Should().BeEquivalentTo(record);

        elsewhere = record with { AnsweredOn = "cuda bfloat16" };
        _small.Zoo.Write(elsewhere);
        _small.Training().Run(SmallZoo.Parent, CancellationToken.None).Should().BeEquivalentTo(elsewhere, "nothing is left to ask");
    }

    [Fact]
    public void Run_WhileAnotherProcessMeasures_LeavesItsEvidenceAlone()
    {
        var record = _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        Leave(record.ParametersSha256, "cpu", record.Accuracy[0]);
        using var other = TrainingLock.Take(_small.Zoo.ModelPath(SmallZoo.Parent.Name));

        _small.Training().Invoking(training => training.Run(SmallZoo.Parent, CancellationToken.None)).Should().Throw<IOException>().WithMessage("Another process is*");

        File.Exists(Evidence(SmallZoo.Parent)).Should().BeTrue();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"parametersSha256\": \"00\", \"device\": \"cpu\", \"results\": [null]}")]
    public void Run_DamagedEvidence_SaysThatItMayBeDeleted(string text)
    {
        Directory.CreateDirectory(_small.Zoo.Folder);
        File.WriteAllText(Evidence(SmallZoo.Parent), text);

        _small.Training().Invoking(training => training.Run(SmallZoo.Parent, CancellationToken.None))
            .Should().Throw<IOException>().WithMessage($"'{Evidence(SmallZoo.Parent)}' is no partial evidence of a model, and may be deleted: *");
    }

    private void Leave(string hash, string device, AccuracyResult result) => RecordFile.Write(
        Evidence(SmallZoo.Parent), new { ParametersSha256 = hash, Device = device, Results = new[] { result } });

    private string Evidence(TrainingPlan plan) => Path.Combine(_small.Zoo.Folder, $".{plan.Name}.evidence.tmp");
}
