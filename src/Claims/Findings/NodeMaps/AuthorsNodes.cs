using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// The nodes that are useful as the authors' tool has it: at positions whose own ablation fails a question, those whose ablation by the
/// mean of layer 0 fails one.
/// </summary>
internal static class AuthorsNodes
{
    // By the model's map; looked for once in a process, as several claims and controls ask.
    private static readonly ConditionalWeakTable<NodeMap, NodeEffect[]> Known = [];

    /// <summary>What ablating each does to the map's questions, in the order of <see cref="Node.All"/>.</summary>
    public static ImmutableArray<NodeEffect> Of(MappedModel model, CancellationToken cancellation) =>
        [.. Known.GetValue(model.Map, _ => Find(model, cancellation))];

    private static NodeEffect[] Find(MappedModel model, CancellationToken cancellation)
    {
        var questions = model.Questions();
        var ablation = new Ablation(model.Engine, questions.Tokens, AblationKind.FirstLayerMean);
        var fails = NodeScan.OfPositions(model.Engine, questions, ablation, cancellation);
        var positions = Enumerable.Range(0, questions.Layout.Length - 1).Where(position => fails[position] > 0);
        return
        [
            .. NodeScan.OfNodes(model.Engine, questions, ablation, Node.All(model.Engine.Config, positions), cancellation)
                .Where(effect => UsefulRule.Published.Holds(effect)),
        ];
    }
}
