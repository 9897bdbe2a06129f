using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Tests.Cli;
using Repro.Claims.Zoo;
using Repro.Models.Storage;
using Repro.Models.Training;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

[Trait(Tier.Name, Tier.Fast)]
public sealed class TrainedModelsTests : IDisposable
{
    private static readonly ModelName Name = ModelName.Parse("add_d1_l1_h1");
    private static readonly TrainingPlan Plan = TrainingPlan.For(Name, Preset.Compact);

    private readonly EmptyRepository _repository = new();

    private ModelFolder Folder => ModelFolder.Locate(_repository.Root);

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Untrained_Name_HasTheInitialParametersOfItsPlan()
    {
        using var engine = new TrainedModels(SmallZoo.Engines).Untrained(Name);

        engine.GetParameters().Hash().Should().Be(Parameters.Initialise(Plan.Config, Plan.Recipe.Seed).Hash());
    }

    [Fact]
    public void Trained_WithoutFiles_IsTrainedByThePlan()
    {
        using var stop = new CancellationTokenSource();
        var reports = new List<TrainingProgress>();
        var models = new TrainedModels(SmallZoo.Engines, files: null, Watch, cancellation: stop.Token);

        models.Invoking(source => source.Trained(Name)).Should().Throw<OperationCanceledException>().WithMessage("*add_d1_l1_h1*after 3 of 10000 steps*");
        reports.Select(report => report.Step).Should().Equal(1, 2, 3);

        TrainingResult Watch(string name, Func<Action<TrainingProgress>?, TrainingResult> train)
        {
            name.Should().Be("add_d1_l1_h1");
            return train(progress =>
            {
                reports.Add(progress);
                if (progress.Step == 3)
                {
                    stop.Cancel();
                }
            });
        }
    }

    [Theory]
    [InlineData(false, "add_d1_l1_h1")]
    [InlineData(true, "ins1_mix_d1_l1_h1")]
    public void Trained_ModelWithAParent_TrainsTheParentFirstUnlessItIsThere(bool parentIsThere, string first)
    {
        using var stop = new CancellationTokenSource();
        var names = new List<string>();
        if (parentIsThere)
        {
            Save(Folder.Zoo(Name, Preset.Compact), Parameters.Initialise(Plan.Config, 1), Plan.Recipe.Steps);
        }

        var models = new TrainedModels(SmallZoo.Engines, Folder, Watch, cancellation: stop.Token);

        models.Invoking(source => source.Trained(ModelName.Parse("ins1_mix_d1_l1_h1"))).Should().Throw<OperationCanceledException>();
        names.Should().Equal(first);

        TrainingResult Watch(string name, Func<Action<TrainingProgress>?, TrainingResult> train)
        {
            names.Add(name);
            stop.Cancel();
            return train(null);
        }
    }

    [Fact]
    public void Trained_FilesOfZooAndOfTrainings_PrefersTheZoo()
    {
        var (zoo, trained) = (Parameters.Initialise(Plan.Config, 1), Parameters.Initialise(Plan.Config, 2));
        Save(Folder.Trained(Name, Preset.Compact), trained, Plan.Recipe.Steps);
        Hash().Should().Be(trained.Hash());
        Save(Folder.Zoo(Name, Preset.Compact), zoo, Plan.Recipe.Steps);
        Hash().Should().Be(zoo.Hash());

        string Hash()
        {
            using var engine = new TrainedModels(SmallZoo.Engines, Folder).Trained(Name);
            return engine.GetParameters().Hash();
        }
    }

    [Fact]
    public void Trained_FileThatWasTrainedOtherwise_IsRefusedNamingIt()
    {
        var file = Folder.Zoo(Name, Preset.Compact);
        Save(file, Parameters.Initialise(Plan.Config, 1), step: 7);

        new TrainedModels(SmallZoo.Engines, Folder).Invoking(source => source.Trained(Name))
            .Should().Throw<SafetensorsException>().WithMessage($"{file}: *7 steps*expected are 10000 steps*");
    }

    [Fact]
    public void Present_Folder_ListsModelsAndNoCheckpoints()
    {
        Save(Folder.Trained(Name, Preset.Paper), Parameters.Initialise(Plan.Config, 1), 1);
        Save(Folder.Zoo(Name, Preset.Compact), Parameters.Initialise(Plan.Config, 1), 1);
        File.WriteAllText(ModelTraining.CheckpointOf(Folder.Trained(Name, Preset.Paper)), "");

        Folder.Present().Should().Equal(("paper", "add_d1_l1_h1"), ("compact", "add_d1_l1_h1"));
    }

    private static void Save(string file, Parameters parameters, int step)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        new ModelFile { Name = $"{Name}", Parameters = parameters, Recipe = Plan.Recipe, Data = Plan.CreateData().Identity, Step = step }.Save(file);
    }
}
