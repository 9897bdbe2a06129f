using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Models.Engines;
using Repro.Models.Storage;
using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Claims.Zoo;

/// <summary>Compact models: from the files of a folder where one is given and has them, else trained from scratch in memory.</summary>
/// <param name="device">Device of the engines, as <see cref="EngineFactory"/> takes it.</param>
/// <param name="threads">Threads of the engines.</param>
/// <param name="files">Files that may serve, those of the zoo before those trained here; null trains every time.</param>
/// <param name="monitor">Shows trainings; null shows nothing.</param>
/// <param name="cancellation">Ends a training.</param>
public sealed class TrainedModels(
    string? device, int threads, ModelFolder? files = null, TrainingMonitor? monitor = null, CancellationToken cancellation = default)
    : IModelSource
{
    private readonly EngineFactory _engines = new(device, threads);
    private readonly EngineFactory _training = new(device, Math.Min(threads, EngineFactory.TrainingThreads));

    /// <inheritdoc/>
    /// <exception cref="SafetensorsException">A present file is damaged or was trained in another way than the plan's.</exception>
    /// <exception cref="TrainingDivergedException">Loss or parameters became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The training was ended.</exception>
    public IEngine Trained(ModelName name)
    {
        var plan = TrainingPlan.For(name, Preset.Compact);
        return Engine(FromFile(plan) ?? FromScratch(plan));
    }

    /// <inheritdoc/>
    public IEngine Untrained(ModelName name)
    {
        var plan = TrainingPlan.For(name, Preset.Compact);
        return Engine(Parameters.Initialise(plan.Config, plan.Recipe.Seed));
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">A present file cannot be read, is damaged, or is not what its record says.</exception>
    public RecordedModel? Recorded(ModelName name, Preset preset) =>
        files is null ? null : RecordedModel.Find(new ZooFolder(files, preset), name, _engines);

    private IEngine Engine(Parameters parameters)
    {
        var engine = _engines.Create(parameters.Layout.Config);
        engine.SetParameters(parameters);
        return engine;
    }

    private Parameters? FromFile(TrainingPlan plan) =>
        files?.Find(plan.Name, plan.Preset) is { } path ? PlannedModel.Load(path, plan).Parameters : null;

    private Parameters FromScratch(TrainingPlan plan)
    {
        var initialisation = plan.StartFrom(plan.Parent is { } parent ? FromFile(parent) ?? FromScratch(parent) : null);
        using var engine = _training.Create(plan.Config);
        var trainer = new Trainer(engine, plan.CreateData(), plan.Recipe, initialisation);
        var result = monitor is null
            ? trainer.Run(stop: cancellation)
            : monitor(plan.Name.ToString(), progress => trainer.Run(progress: progress, stop: cancellation));
        return result.State == TrainingState.Finished
            ? engine.GetParameters()
            : throw new OperationCanceledException($"The training of {plan.Name} was ended after {result.Steps} of {plan.Recipe.Steps} steps.", cancellation);
    }
}
