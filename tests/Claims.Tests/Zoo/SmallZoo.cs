using Repro.Claims.Arithmetic;
using Repro.Claims.Tests.Cli;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Repro.Models.Training;

namespace Repro.Claims.Tests.Zoo;

/// <summary>An empty zoo, and plans of models small enough to be trained for it in a test.</summary>
internal sealed class SmallZoo : IDisposable
{
    public const int Steps = 600;
    public const long Questions = 300;

    private readonly EmptyRepository _repository = new();

    public SmallZoo() => Zoo = new ZooFolder(ModelFolder.Locate(_repository.Root), Preset.Compact);

    public static EngineFactory Engines { get; } = new("cpu", 1);

    public static TrainingPlan Parent { get; } = TrainingPlan.For(ModelName.Parse("add_d2_l1_h1"), Preset.Compact, 40);

    public static TrainingPlan Child { get; } = TrainingPlan.For(ModelName.Parse("ins1_mix_d2_l2_h2"), Preset.Compact, 40) with { Parent = Parent };

    public static TrainingPlan Single { get; } = TrainingPlan.For(ModelName.Parse("add_d1_l1_h1"), Preset.Compact, Steps);

    /// <summary>The zoo.</summary>
    public ZooFolder Zoo { get; }

    /// <summary>Names of the models that <see cref="Training"/> trained, or went on with.</summary>
    public List<string> Trained { get; } = [];

    /// <summary>The hash that a training from scratch ends in.</summary>
    public static string Uninterrupted(TrainingPlan plan)
    {
        using var engine = Engines.Create(plan.Config);
        new Trainer(engine, plan.CreateData(), plan.Recipe).Run();
        return engine.GetParameters().Hash();
    }

    /// <summary>Trains and measures for the zoo.</summary>
    public ZooTraining Training(Action<TrainingProgress>? progress = null)
    {
        return new ZooTraining(Zoo, Engines, 1, Questions, Watch, (_, _) => { });

        TrainingResult Watch(string name, Func<Action<TrainingProgress>?, TrainingResult> train)
        {
            Trained.Add(name);
            return train(progress);
        }
    }

    public void Dispose() => _repository.Dispose();
}
