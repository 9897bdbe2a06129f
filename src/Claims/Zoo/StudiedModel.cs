using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Zoo;

/// <summary>A model whose circuits can be studied, whoever trained it: its parameters, and those that its training started from.</summary>
/// <param name="name">Its name, which says what operations it learnt.</param>
/// <param name="parameters">Its trained parameters.</param>
/// <param name="start">Makes the parameters that training started from, of a model with a parent those copied from it included.</param>
/// <param name="engines">Makes its engines.</param>
public class StudiedModel(ModelName name, Parameters parameters, Func<Parameters> start, EngineFactory engines)
{
    /// <summary>Its name.</summary>
    public ModelName Name { get; } = name;

    /// <summary>Hash of the trained parameters.</summary>
    public string ParametersSha256 { get; } = Hash(parameters);

    /// <summary>The file of its node map, present or not; null where there is no place for one.</summary>
    public string? MapPath { get; init; }

    /// <summary>The model it started from; null for a model from scratch, and where that one is not there.</summary>
    public StudiedModel? Parent { get; init; }

    /// <summary>Where its engines run.</summary>
    public string Device => engines.Device;

    /// <summary>An engine with the trained parameters; the caller disposes it.</summary>
    public IEngine Trained() => Engine(parameters);

    /// <summary>An engine with the parameters that training started from; the caller disposes it.</summary>
    public IEngine Untrained() => Engine(start());

    /// <summary>An engine with initial parameters alone, nothing of a parent copied to them; the caller disposes it.</summary>
    public IEngine NeverTrained() => Engine(Parameters.Initialise(parameters.Layout.Config, Name.Seed));

    /// <summary>The same model with its node map elsewhere.</summary>
    internal StudiedModel MappedAt(string path) => new(Name, parameters, start, engines) { MapPath = path, Parent = Parent };

    private static string Hash(Parameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters.Hash();
    }

    private IEngine Engine(Parameters values)
    {
        var engine = engines.Create(values.Layout.Config);
        engine.SetParameters(values);
        return engine;
    }
}
