using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta;
using Repro.Claims.Zoo;
using Repro.Models.Engines;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>A model with its node map, which is read or made when first asked for.</summary>
public sealed class MappedModel : IDisposable
{
    // The model is asked once in a process, as nearly every claim and control looks at the same questions.
    private static readonly OnceAModel<AnalysisQuestions> Right =
        new((model, _) => [AnalysisQuestions.For(model.Engine, model.Kinds, model.Map.Asked, model.Map.QuestionSeed)]);

    private readonly Lazy<NodeMap> _map;

    /// <summary>A model and its map.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kinds">Kinds of question that it is for.</param>
    /// <param name="engine">The model, which this disposes.</param>
    /// <param name="map">Its map.</param>
    public MappedModel(string name, ImmutableArray<QuestionKind> kinds, IEngine engine, NodeMap map)
        : this(name, kinds, engine, new Lazy<NodeMap>(map))
    {
    }

    private MappedModel(string name, ImmutableArray<QuestionKind> kinds, IEngine engine, Lazy<NodeMap> map)
    {
        Name = name;
        Kinds = kinds;
        Engine = engine;
        _map = map;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Kinds of question that it is for.</summary>
    public ImmutableArray<QuestionKind> Kinds { get; }

    /// <summary>The model; its parameters are kept as they are.</summary>
    public IEngine Engine { get; }

    /// <summary>Its map.</summary>
    /// <exception cref="IOException">The map file cannot be read or is none.</exception>
    public NodeMap Map => _map.Value;

    /// <summary>Where it comes from; null for a model made by hand.</summary>
    public StudiedModel? Studied { get; internal init; }

    /// <summary>A model with its map.</summary>
    public static MappedModel Of(StudiedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var kinds = QuestionKinds.Of(model.Name.Operations);
        var engine = model.Trained();
        return new MappedModel($"{model.Name}", kinds, engine, new Lazy<NodeMap>(() => KnownMaps.Of(model, engine, kinds, cancellation))) { Studied = model };
    }

    /// <summary>The model with the parameters that its training started from; the caller disposes it.</summary>
    /// <exception cref="InvalidOperationException">It was made by hand.</exception>
    public IEngine BeforeTraining() => FromFiles().Untrained();

    /// <summary>The model with initial parameters alone, nothing of a parent copied to them; the caller disposes it.</summary>
    /// <exception cref="InvalidOperationException">It was made by hand.</exception>
    public IEngine NeverTrained() => FromFiles().NeverTrained();

    /// <summary>The questions of the map that the model answers right.</summary>
    /// <exception cref="InvalidOperationException">It answers none right.</exception>
    public AnalysisQuestions Questions() => Right.Of(this, CancellationToken.None).Single();

    /// <summary>The same model and map on the CPU, for what must come out exactly so again; the caller disposes it.</summary>
    internal MappedModel OnCpu()
    {
        var parameters = Engine.GetParameters();
        var engine = EngineFactory.ForCpu(Math.Min(Environment.ProcessorCount, EngineFactory.MostThreads)).Create(parameters.Layout.Config);
        engine.SetParameters(parameters);
        return new MappedModel(Name, Kinds, engine, _map) { Studied = Studied };
    }

    /// <inheritdoc/>
    public void Dispose() => Engine.Dispose();

    private StudiedModel FromFiles() => Studied ?? throw new InvalidOperationException($"{Name} was made by hand; how it started is not known.");
}
