using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

/// <summary>The zoo in this repository is what its manifest says.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CommittedZooTests
{
    // Models of the published size answer slowly.
    private static long Sample(Preset preset) => preset == Preset.Compact ? 2_000 : 200;

    [SkippableTheory]
    [InlineData(Preset.Compact)]
    [InlineData(Preset.Paper)]
    public void Manifest_EveryModel_HasItsHashPlanAndParentAndAnswersAsRecorded(Preset preset)
    {
        var zoo = Committed(preset);
        var records = zoo.Manifest();
        var hashes = records.ToDictionary(record => record.Name, record => record.ParametersSha256, StringComparer.Ordinal);

        foreach (var record in records)
        {
            var plan = TrainingPlan.For(ModelName.Parse(record.Name), preset);
            var model = PlannedModel.Load(zoo.ModelPath(plan.Name), plan);
            model.Parameters.Hash().Should().Be(record.ParametersSha256, record.Name);
            model.Initialisation.Should().Be(record.Initialisation, record.Name);
            (record.Config, record.Recipe, record.Data).Should().Be((plan.Config, plan.Recipe, model.Data), record.Name);
            (record.Parent?.Name).Should().Be(plan.Parent is { } parent ? $"{parent.Name}" : null);
            if (record.Parent is not null)
            {
                hashes.Should().Contain(record.Parent.Name, record.Parent.ParametersSha256);
                record.Initialisation.Should().EndWith(record.Parent.ParametersSha256);
            }

            AnswersAsRecorded(model.Parameters, plan, record);
        }
    }

    [SkippableTheory]
    [InlineData(Preset.Compact)]
    [InlineData(Preset.Paper)]
    public void Manifest_File_HoldsExactlyTheRecordsBesideIt(Preset preset)
    {
        var zoo = Committed(preset);

        var models = Directory.GetFiles(zoo.Folder, "*.safetensors").Where(path => !path.Contains(".checkpoint.", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path)).ToArray();
        var measured = models.Where(name => zoo.Record(ModelName.Parse(name)) is { Accuracy.IsEmpty: false }).ToArray();
        zoo.Manifest().Select(record => record.Name).Should().BeEquivalentTo(measured);
        zoo.Manifest().Should().OnlyContain(record => record.ParametersSha256 == zoo.Record(ModelName.Parse(record.Name))!.ParametersSha256);
    }

    private static ZooFolder Committed(Preset preset)
    {
        var zoo = new ZooFolder(new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!), preset);
        Skip.IfNot(
            File.Exists(zoo.ManifestPath), $"There is no {Names.Of(preset)} zoo, artifacts/zoo/{Names.Of(preset)}/zoo.json; 'repro zoo train --preset {Names.Of(preset)}' makes it.");
        return zoo;
    }

    // The same bits give the same answers, so the first questions of a set bring the first wrong answers recorded of it.
    private static void AnswersAsRecorded(Models.Transformer.Parameters parameters, TrainingPlan plan, ZooRecord record)
    {
        using var engine = new EngineFactory("cpu", 1).Create(plan.Config);
        engine.SetParameters(parameters);
        var (set, questions) = AccuracyPlan.For(plan.Layout, plan.Name.Operations, Sample(plan.Preset))[0];
        var recorded = record.Accuracy.Single(result => string.Equals(result.Set, set.Name, StringComparison.Ordinal));

        var sample = Accuracy.Measure(engine, set, Math.Min(questions, recorded.Questions), recorded.FirstWrong.Length);

        sample.Errors.Should().BeLessThanOrEqualTo(recorded.Errors, record.Name);
        recorded.FirstWrong.Take(sample.FirstWrong.Length).Should().Equal(sample.FirstWrong, record.Name);
    }
}
