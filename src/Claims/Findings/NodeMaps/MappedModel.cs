using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta;
using Repro.Claims.Zoo;
using Repro.Models.Engines;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>A model with its node map.</summary>
/// <param name="name">Its name.</param>
/// <param name="kinds">Kinds of question that it is for.</param>
/// <param name="engine">The model, which this disposes.</param>
/// <param name="map">Its map.</param>
public sealed class MappedModel(string name, ImmutableArray<QuestionKind> kinds, IEngine engine, NodeMap map) : IDisposable
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Kinds of question that it is for.</summary>
    public ImmutableArray<QuestionKind> Kinds { get; } = kinds;

    /// <summary>The model; its parameters are kept as they are.</summary>
    public IEngine Engine { get; } = engine;

    /// <summary>Its map.</summary>
    public NodeMap Map { get; } = map;

    /// <summary>Where it comes from; null for a model made by hand.</summary>
    public StudiedModel? Studied { get; private init; }

    /// <summary>A model with its map.</summary>
    public static MappedModel Of(StudiedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (name, kinds) = ($"{model.Name}", QuestionKinds.Of(model.Name.Operations));
        var engine = model.Trained();
        try
        {
            return new MappedModel(name, kinds, engine, KnownMaps.Of(model, engine, kinds, cancellation)) { Studied = model };
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>The questions of the map that the model answers right.</summary>
    /// <exception cref="InvalidOperationException">It answers none right.</exception>
    public AnalysisQuestions Questions() => AnalysisQuestions.For(Engine, Kinds, Map.Asked, Map.QuestionSeed);

    /// <inheritdoc/>
    public void Dispose() => Engine.Dispose();
}
