using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Zoo;

/// <summary>The authors' own checkpoints in place of ours.</summary>
/// <param name="models">Where they lie.</param>
/// <param name="engines">Makes the engines.</param>
public sealed class PublishedModels(QuantaMaths models, EngineFactory engines) : IModelSource
{
    /// <inheritdoc/>
    /// <exception cref="IOException">The model was not fetched, was changed, or is damaged.</exception>
    public IEngine Trained(ModelName name) => Engine(Load(name).Parameters);

    /// <inheritdoc/>
    /// <exception cref="IOException">The model was not fetched, was changed, or is damaged.</exception>
    public IEngine Untrained(ModelName name)
    {
        // Of the published model's size, whatever that is.
        var model = Load(name);
        return Engine(Parameters.Initialise(model.Parameters.Layout.Config, model.Name.Seed));
    }

    /// <summary>None: nobody counted these models' wrong answers to our questions.</summary>
    public RecordedModel? Recorded(ModelName name, Preset preset) => null;

    private IEngine Engine(Parameters parameters)
    {
        var engine = engines.Create(parameters.Layout.Config);
        engine.SetParameters(parameters);
        return engine;
    }

    private NamedModel Load(ModelName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return NamedModel.Load(models.WeightsOf(Meant(name)));
    }

    // A claim may leave out steps and seed where they do not matter to it: then any one published model will do, but only one.
    private ModelName Meant(ModelName name)
    {
        var matching = models.Fetched().Where(model => model == name with
        {
            ThousandSteps = name.ThousandSteps ?? model.ThousandSteps,
            StatedSeed = name.StatedSeed ?? model.StatedSeed,
        }).ToArray();
        return matching switch
        {
            [] => name,
            [var only] => only,
            _ when matching.Contains(name) => name,
            _ => throw new IOException(
                $"{name} may be each of {string.Join(", ", matching.AsEnumerable())}, all fetched; leave one of them in '{Path.GetDirectoryName(models.FolderOf(name))}'."),
        };
    }
}
