using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Models.Engines;

namespace Repro.Claims.Ledger;

/// <summary>Where a measurement gets the models that its claim names. Who asks for an engine disposes it.</summary>
public interface IModelSource
{
    /// <summary>
    /// Whether the collection is the user's to fill: then a claim that judges each model by itself is measured on those that are there.
    /// </summary>
    bool MayBeIncomplete { get; }

    /// <summary>The trained model, from the zoo or trained on the spot.</summary>
    IEngine Trained(ModelName name);

    /// <summary>A model of the same shape with its initial parameters: the null control.</summary>
    IEngine Untrained(ModelName name);

    /// <summary>A model whose circuits are studied, or null where there is none.</summary>
    StudiedModel? Studied(ModelName name);

    /// <summary>A model whose wrong answers were counted and recorded, or null where there is none.</summary>
    RecordedModel? Recorded(ModelName name, Preset preset);

    /// <summary>Says in a sentence how to get models that are not there.</summary>
    /// <param name="missing">Those models.</param>
    /// <param name="named">Number of models that the claim names.</param>
    /// <param name="preset">Size that the claim asks for.</param>
    string Missing(IReadOnlyList<ModelName> missing, int named, Preset preset);
}
