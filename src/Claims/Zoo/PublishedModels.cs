using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Transfer;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Zoo;

/// <summary>The authors' own checkpoints in place of ours.</summary>
/// <param name="models">Where they lie.</param>
/// <param name="engines">Makes the engines.</param>
public sealed class PublishedModels(QuantaMaths models, EngineFactory engines) : IModelSource
{
    /// <summary>A user fetches what is of interest.</summary>
    public bool MayBeIncomplete => true;

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

    /// <inheritdoc/>
    /// <exception cref="IOException">A fetched model was changed or is damaged, or what the model's training started from is asked for and was not fetched.</exception>
    public StudiedModel? Studied(ModelName name)
    {
        var meant = Meant(name);
        if (!models.Fetched().Contains(meant))
        {
            return null;
        }

        var model = Load(meant);
        var parent = Catalogue.ParentOf(meant);
        return new StudiedModel(meant, model.Parameters, () => Start(model, parent), engines)
        {
            MapPath = Path.Combine(models.FolderOf(meant), NodeMapFile.FileName),
            Parent = parent is null ? null : Studied(parent),
        };
    }

    /// <summary>None: nobody counted these models' wrong answers to our questions.</summary>
    public RecordedModel? Recorded(ModelName name, Preset preset) => null;

    /// <inheritdoc/>
    public string Missing(IReadOnlyList<ModelName> missing, int named, Preset preset)
    {
        ArgumentNullException.ThrowIfNull(missing);
        return $"{missing.Count} of {named} models were not fetched, or have no record of counted errors, which only models of ours have; "
            + $"'repro fetch {QuantaMaths.Collection} {missing[0]}' downloads one model.";
    }

    private Parameters Start(NamedModel model, ModelName? parent) => (model.Name.Transfer, parent) is ({ } method, { } from)
        ? new ParentTransfer(method, $"{from}", Load(from).Parameters).Start(model.Parameters.Layout.Config, model.Name.Seed)
        : Parameters.Initialise(model.Parameters.Layout.Config, model.Name.Seed);

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
