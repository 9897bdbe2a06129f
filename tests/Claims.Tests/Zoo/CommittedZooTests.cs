using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Repro.Models.Numerics;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

/// <summary>The zoo in this repository is what its manifest says.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CommittedZooTests
{
    private const long MostBytesOfTheCompactZoo = 80_000_000;

    private static readonly EngineFactory Engines = new("cpu", 1);

    [Theory]
    [InlineData(Preset.Compact)]
    [InlineData(Preset.Paper)]
    public void Manifest_EveryModel_HasItsHashPlanAndParent(Preset preset)
    {
        var records = Committed(preset).Manifest();
        var hashes = records.ToDictionary(record => record.Name, record => record.ParametersSha256, StringComparer.Ordinal);

        foreach (var record in records)
        {
            var plan = PlanOf(record, preset);
            var model = PlannedModel.Load(Committed(preset).ModelPath(plan.Name), plan);
            model.Parameters.Hash().Should().Be(record.ParametersSha256, record.Name);
            model.Initialisation.Should().Be(record.Initialisation, record.Name);
            (record.Config, record.Recipe, record.Data, record.Numerics).Should()
                .Be((plan.Config, plan.Recipe, model.Data, NumericsVersion.Current), record.Name);
            (record.Parent?.Name).Should().Be(plan.Parent is { } parent ? $"{parent.Name}" : null);
            if (record.Parent is not null)
            {
                hashes.Should().Contain(record.Parent.Name, record.Parent.ParametersSha256);
                record.Initialisation.Should().EndWith(record.Parent.ParametersSha256);
            }
        }
    }

    [Theory]
    [InlineData(Preset.Compact)]
    [InlineData(Preset.Paper)]
    public void Manifest_EveryModel_WasAskedAMillionQuestionsAndEveryClass(Preset preset)
    {
        foreach (var record in Committed(preset).Manifest())
        {
            var plan = PlanOf(record, preset);

            record.Accuracy.Select(result => (result.Set, result.Questions)).Should().Equal(
                AccuracyPlan.For(plan.Layout, plan.Name.Operations, AccuracyPlan.PublishedQuestions).Select(asked => (asked.Set.Name, asked.Questions)),
                record.Name);
        }
    }

    // The same bits give the same answers, so the first questions of a set bring the first wrong answers recorded of it.
    [Theory]
    [InlineData(Preset.Compact, 1_000)]
    [InlineData(Preset.Paper, 50)]
    public void Manifest_EveryModel_AnswersASampleOfEachOperationAsRecorded(Preset preset, long questions)
    {
        foreach (var model in Models(preset))
        {
            using var engine = model.Trained();
            foreach (var (set, _) in AccuracyPlan.For(model.Plan.Layout, model.Plan.Name.Operations, questions)
                .Where(asked => asked.Set.Name.StartsWith("enriched ", StringComparison.Ordinal)))
            {
                var recorded = model.Record.Accuracy.Single(result => string.Equals(result.Set, set.Name, StringComparison.Ordinal));

                var sample = Accuracy.Measure(engine, set, questions, recorded.FirstWrong.Length);

                sample.Errors.Should().BeLessThanOrEqualTo(recorded.Errors, model.Record.Name);
                recorded.FirstWrong.Take(sample.FirstWrong.Length).Should().Equal(sample.FirstWrong, model.Record.Name);
            }
        }
    }

    // A model that answers freely takes its own wrong token for true, so only the first one is sure to be the recorded one.
    [Theory]
    [InlineData(Preset.Compact)]
    [InlineData(Preset.Paper)]
    public void Manifest_FirstWrongAnswerOfEachSet_IsGivenAgain(Preset preset)
    {
        foreach (var model in Models(preset))
        {
            using var engine = model.Trained();
            foreach (var wrong in model.Record.Accuracy.SelectMany(result => result.FirstWrong.Take(1)))
            {
                var answer = Accuracy.Answer(engine, Question.Parse(wrong.Question.TrimEnd('='), model.Plan.Layout));

                var upTo = wrong.Answer.Zip(wrong.Truth).TakeWhile(token => token.First == token.Second).Count() + 1;
                answer[..upTo].Should().Be(wrong.Answer[..upTo], $"{model.Record.Name} answers {wrong.Question} so");
            }
        }
    }

    [Theory]
    [InlineData(Preset.Compact)]
    [InlineData(Preset.Paper)]
    public void Manifest_LossCurves_HaveTheEndsThatTheParametersGive(Preset preset)
    {
        var control = new StoredLosses().Run([.. Models(preset)], CancellationToken.None);

        control.Passed.Should().BeTrue(control.Observed);
    }

    [Theory]
    [InlineData(Preset.Compact)]
    [InlineData(Preset.Paper)]
    public void Manifest_File_HoldsExactlyTheRecordsBesideIt(Preset preset)
    {
        var zoo = Committed(preset);

        var models = Directory.GetFiles(zoo.Folder, "*.safetensors").Where(path => !path.Contains(".checkpoint.", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path)).ToArray();
        var measured = models.Where(name => zoo.Record(ModelName.Parse(name)) is { Accuracy.IsEmpty: false }).ToArray();
        zoo.Manifest().Select(record => record.Name).Should().BeEquivalentTo(measured);
        foreach (var record in zoo.Manifest())
        {
            RecordFile.Text(record).Should().Be(RecordFile.Text(zoo.Record(ModelName.Parse(record.Name))!), record.Name);
        }
    }

    [Fact]
    public void Folder_CompactZoo_IsSmallEnoughToCommit()
    {
        var zoo = Committed(Preset.Compact);

        Directory.GetFiles(zoo.Folder).Where(path => !path.Contains(".checkpoint.", StringComparison.Ordinal)).Sum(path => new FileInfo(path).Length)
            .Should().BeLessThan(MostBytesOfTheCompactZoo);
    }

    private static TrainingPlan PlanOf(ZooRecord record, Preset preset) => TrainingPlan.For(ModelName.Parse(record.Name), preset);

    private static IEnumerable<RecordedModel> Models(Preset preset)
    {
        var zoo = Committed(preset);
        return zoo.Manifest().Select(record => RecordedModel.Find(zoo, ModelName.Parse(record.Name), Engines)!);
    }

    private static ZooFolder Committed(Preset preset)
    {
        var zoo = new ZooFolder(new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!), preset);
        File.Exists(zoo.ManifestPath).Should().BeTrue($"it is committed; 'repro zoo train --preset {Names.Of(preset)}' makes it");
        return zoo;
    }
}
