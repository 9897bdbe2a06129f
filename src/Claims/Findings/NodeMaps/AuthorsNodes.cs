using System.Collections.Concurrent;
using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Maps;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// The nodes that are useful as the authors' tool has it: at positions whose own ablation fails a question, those whose ablation by the
/// mean of layer 0 fails one. Read from the map that <c>repro map --compat</c> leaves where that is of these very parameters and questions, else found.
/// </summary>
internal static class AuthorsNodes
{
    private static readonly OnceAModel<NodeEffect> Known = new(Find);

    // Read once in a process, so that what is checked of a map is checked once too.
    private static readonly ConcurrentDictionary<(string Sha256, string File), NodeMap> Read = [];

    /// <summary>What ablating each does to the map's questions, in the order of <see cref="Node.All"/>.</summary>
    public static ImmutableArray<NodeEffect> Of(MappedModel model, CancellationToken cancellation) => Known.Of(model, cancellation);

    /// <summary>The model's map by the authors' rule, where there is one of these very parameters and questions.</summary>
    /// <exception cref="IOException">The file cannot be read or is no map.</exception>
    public static NodeMap? Stored(MappedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Studied?.MapPath is not { } path || NodeMapFile.ByAuthorsRule(path) is var file && !File.Exists(file))
        {
            return null;
        }

        var map = Read.GetOrAdd((model.Map.ParametersSha256, file), key => NodeMapFile.Load(key.File));
        return IsOf(map, model) ? map : null;
    }

    private static bool IsOf(NodeMap map, MappedModel model) =>
        string.Equals(map.ParametersSha256, model.Map.ParametersSha256, StringComparison.Ordinal)
        && (map.QuestionSeed, map.Asked, map.Ablation, map.Rule)
            == (model.Map.QuestionSeed, model.Map.Asked, AblationKind.FirstLayerMean, UsefulRule.Published);

    private static IEnumerable<NodeEffect> Find(MappedModel model, CancellationToken cancellation) =>
        Stored(model) is { } map ? map.Nodes.Select(node => node.Effect) : Scan(model, cancellation);

    private static IEnumerable<NodeEffect> Scan(MappedModel model, CancellationToken cancellation)
    {
        var questions = model.Questions();
        var ablation = new Ablation(model.Engine, questions.Tokens, AblationKind.FirstLayerMean);
        var fails = NodeScan.OfPositions(model.Engine, questions, ablation, cancellation);
        var positions = Enumerable.Range(0, questions.Layout.Length - 1).Where(position => fails[position] > 0);
        return NodeScan.OfNodes(model.Engine, questions, ablation, Node.All(model.Engine.Config, positions), cancellation)
            .Where(effect => UsefulRule.Published.Holds(effect));
    }
}
