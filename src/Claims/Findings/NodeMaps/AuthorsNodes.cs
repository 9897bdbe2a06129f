using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// The nodes that are useful as the authors' tool has it: at positions whose own ablation fails a question, those whose ablation by the
/// mean of layer 0 fails one.
/// </summary>
internal static class AuthorsNodes
{
    private static readonly OnceAModel<NodeEffect> Known = new(Find);

    /// <summary>What ablating each does to the map's questions, in the order of <see cref="Node.All"/>.</summary>
    public static ImmutableArray<NodeEffect> Of(MappedModel model, CancellationToken cancellation) => Known.Of(model, cancellation);

    private static IEnumerable<NodeEffect> Find(MappedModel model, CancellationToken cancellation)
    {
        var questions = model.Questions();
        var ablation = new Ablation(model.Engine, questions.Tokens, AblationKind.FirstLayerMean);
        var fails = NodeScan.OfPositions(model.Engine, questions, ablation, cancellation);
        var positions = Enumerable.Range(0, questions.Layout.Length - 1).Where(position => fails[position] > 0);
        return NodeScan.OfNodes(model.Engine, questions, ablation, Node.All(model.Engine.Config, positions), cancellation)
            .Where(effect => UsefulRule.Published.Holds(effect));
    }
}
