using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Models.Engines;

namespace Repro.Claims.Ledger;

/// <summary>Where a measurement gets the models that its claim names. Who asks for an engine disposes it.</summary>
public interface IModelSource
{
    /// <summary>The trained model, from the zoo or trained on the spot.</summary>
    IEngine Trained(ModelName name);

    /// <summary>A model of the same shape with its initial parameters: the null control.</summary>
    IEngine Untrained(ModelName name);

    /// <summary>A model whose wrong answers were counted and recorded, or null where there is none.</summary>
    RecordedModel? Recorded(ModelName name, Preset preset);
}
