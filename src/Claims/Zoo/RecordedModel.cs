using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Storage;
using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Claims.Zoo;

/// <summary>A model of the zoo: its record, and its parameters, which have the record's hash.</summary>
/// <param name="record">What was measured of it.</param>
/// <param name="plan">How it was trained.</param>
/// <param name="parameters">Its trained parameters.</param>
/// <param name="initialisation">What it started from; null for a model from scratch.</param>
/// <param name="engines">Makes its engines.</param>
public sealed class RecordedModel(
    ZooRecord record, TrainingPlan plan, Parameters parameters, IInitialisation? initialisation, EngineFactory engines)
    : StudiedModel(
        plan.Name,
        parameters,
        () => initialisation?.Start(plan.Config, plan.Recipe.Seed) ?? Parameters.Initialise(plan.Config, plan.Recipe.Seed),
        engines)
{
    /// <summary>What was measured of it.</summary>
    public ZooRecord Record { get; } = record;

    /// <summary>How it was trained.</summary>
    public TrainingPlan Plan { get; } = plan;

    /// <summary>A model of the zoo, or null where it is missing or not measured.</summary>
    /// <exception cref="SafetensorsException">As for <see cref="ZooFolder.Load"/>.</exception>
    /// <exception cref="IOException">A file cannot be read, or the model's parent is missing.</exception>
    public static RecordedModel? Find(ZooFolder zoo, ModelName name, EngineFactory engines)
    {
        ArgumentNullException.ThrowIfNull(zoo);
        ArgumentNullException.ThrowIfNull(engines);
        if (!File.Exists(zoo.ModelPath(name)) || zoo.Record(name) is not { Accuracy.IsEmpty: false } record)
        {
            return null;
        }

        var plan = TrainingPlan.For(name, zoo.Preset);
        var (parameters, start) = zoo.Load(plan, record);
        return new RecordedModel(record, plan, parameters, start, engines)
        {
            MapPath = zoo.Models.Map(name, zoo.Preset),
            Parent = plan.Parent is { } parent ? Find(zoo, parent.Name, engines) : null,
        };
    }
}
