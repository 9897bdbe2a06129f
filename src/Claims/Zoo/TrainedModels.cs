using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Models.Engines;
using Repro.Models.Storage;
using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Claims.Zoo;

/// <summary>Models of our own: from the files of a folder where one is given and has them, else trained from scratch in memory.</summary>
/// <param name="engines">Makes the engines, also those that train.</param>
/// <param name="files">Files that may serve, those of the zoo before those trained here; null trains every time.</param>
/// <param name="monitor">Shows trainings; null shows nothing.</param>
/// <param name="size">The size of models in place of compact ones; a claim on models of the published size gets these always.</param>
/// <param name="cancellation">Ends a training.</param>
public sealed class TrainedModels(
    EngineFactory engines, ModelFolder? files = null, TrainingMonitor? monitor = null, Preset size = Preset.Compact, CancellationToken cancellation = default)
    : IModelSource
{
    // So many names make a command; more are the whole zoo.
    private const int MostNamed = 7;

    /// <summary>Only the compact zoo is complete in the repository.</summary>
    public bool MayBeIncomplete => size == Preset.Paper;

    /// <inheritdoc/>
    /// <exception cref="SafetensorsException">A present file is damaged or was trained in another way than the plan's.</exception>
    /// <exception cref="TrainingDivergedException">Loss or parameters became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The training was ended.</exception>
    public IEngine Trained(ModelName name)
    {
        var plan = TrainingPlan.For(name, size);
        return Engine(FromFile(plan) ?? FromScratch(plan));
    }

    /// <inheritdoc/>
    public IEngine Untrained(ModelName name)
    {
        var plan = TrainingPlan.For(name, size);
        return Engine(Parameters.Initialise(plan.Config, plan.Recipe.Seed));
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">A present file cannot be read, is damaged, or is not what its record says.</exception>
    public StudiedModel? Studied(ModelName name) => Recorded(name, size);

    /// <inheritdoc/>
    /// <exception cref="IOException">A present file cannot be read, is damaged, or is not what its record says.</exception>
    public RecordedModel? Recorded(ModelName name, Preset preset) =>
        files is null ? null : RecordedModel.Find(new ZooFolder(files, InPlaceOf(preset)), name, engines);

    /// <inheritdoc/>
    public string Missing(IReadOnlyList<ModelName> missing, int named, Preset preset)
    {
        ArgumentNullException.ThrowIfNull(missing);
        var zoo = Names.Of(InPlaceOf(preset));
        var names = missing.Count <= MostNamed ? string.Concat(missing.Select(name => $"{name} ")) : "";
        return $"{missing.Count} of {named} models are not in the {zoo} zoo; 'repro zoo train {names}--preset {zoo}' trains and measures them.";
    }

    private Preset InPlaceOf(Preset preset) => size == Preset.Paper ? size : preset;

    private IEngine Engine(Parameters parameters)
    {
        var engine = engines.Create(parameters.Layout.Config);
        engine.SetParameters(parameters);
        return engine;
    }

    private Parameters? FromFile(TrainingPlan plan) =>
        files?.Find(plan.Name, plan.Preset) is { } path ? PlannedModel.Load(path, plan).Parameters : null;

    private Parameters FromScratch(TrainingPlan plan)
    {
        var initialisation = plan.StartFrom(plan.Parent is { } parent ? FromFile(parent) ?? FromScratch(parent) : null);
        using var engine = engines.CreateForTraining(plan.Config);
        var trainer = new Trainer(engine, plan.CreateData(), plan.Recipe, initialisation);
        var result = monitor is null
            ? trainer.Run(stop: cancellation)
            : monitor(plan.Name.ToString(), progress => trainer.Run(progress: progress, stop: cancellation));
        return result.State == TrainingState.Finished
            ? engine.GetParameters()
            : throw new OperationCanceledException($"The training of {plan.Name} was ended after {result.Steps} of {plan.Recipe.Steps} steps.", cancellation);
    }
}
