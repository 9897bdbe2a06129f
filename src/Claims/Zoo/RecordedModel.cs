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
{
    /// <summary>What was measured of it.</summary>
    public ZooRecord Record { get; } = record;

    /// <summary>How it was trained.</summary>
    public TrainingPlan Plan { get; } = plan;

    /// <summary>The file of its node map, present or not; null where there is no place for one.</summary>
    public string? MapPath { get; init; }

    /// <summary>The model it started from; null for a model from scratch, and where that one is not measured.</summary>
    public RecordedModel? Parent { get; init; }

    /// <summary>Where its engines run.</summary>
    public string Device => engines.Device;

    /// <summary>A model of the zoo, or null where it is missing or not measured.</summary>
    /// <exception cref="SafetensorsException">The model's file is damaged, was trained in another way, or holds other parameters than its
    /// record says.</exception>
    /// <exception cref="IOException">A file cannot be read, or the model's parent is missing.</exception>
    public static RecordedModel? Find(ZooFolder zoo, ModelName name, EngineFactory engines)
    {
        ArgumentNullException.ThrowIfNull(zoo);
        ArgumentNullException.ThrowIfNull(engines);
        var path = zoo.ModelPath(name);
        if (!File.Exists(path) || zoo.Record(name) is not { Accuracy.IsEmpty: false } record)
        {
            return null;
        }

        var plan = TrainingPlan.For(name, zoo.Preset);
        var parameters = PlannedModel.Load(path, plan).Parameters;
        var hash = parameters.Hash();
        return string.Equals(hash, record.ParametersSha256, StringComparison.Ordinal)
            ? new RecordedModel(record, plan, parameters, PlannedModel.StartFrom(plan, zoo.Models), engines)
            {
                MapPath = zoo.Models.Map(name, zoo.Preset),
                Parent = plan.Parent is { } parent ? Find(zoo, parent.Name, engines) : null,
            }
            : throw new SafetensorsException(
                path, tensor: null, $"the parameters have the SHA-256 {hash}; '{zoo.RecordPath(name)}' says {record.ParametersSha256}.");
    }

    /// <summary>The same model with its node map elsewhere.</summary>
    internal RecordedModel MappedAt(string path) => new(Record, Plan, parameters, initialisation, engines) { MapPath = path, Parent = Parent };

    /// <summary>An engine with the trained parameters; the caller disposes it.</summary>
    public IEngine Trained() => Engine(parameters);

    /// <summary>An engine with the parameters that training started from, of a model with a parent those copied from it included.</summary>
    public IEngine Untrained() =>
        Engine(initialisation?.Start(Plan.Config, Plan.Recipe.Seed) ?? Parameters.Initialise(Plan.Config, Plan.Recipe.Seed));

    private IEngine Engine(Parameters values)
    {
        var engine = engines.Create(Plan.Config);
        engine.SetParameters(values);
        return engine;
    }
}
