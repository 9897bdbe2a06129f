using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>
/// Which answer digits nodes impact, of those below the last layer: at the last layer a node reaches only the digit predicted at its
/// position, whatever the model.
/// </summary>
internal static class NodeImpact
{
    /// <summary>Why the last layer is left out; for criteria.</summary>
    public const string Reason =
        "Only nodes below the last layer are counted, as one at the last layer can reach no other digit than that predicted at its position. A node "
        + "impacts a digit if its ablation makes it wrong in one question or more, as in the authors' tool.";

    /// <summary>The nodes from the A_n token on, or those before it.</summary>
    public static ImmutableArray<MappedNode> Nodes(MappedModel model, bool fromFirstDigit)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (map, start) = (model.Map, model.Map.Layout.Answer(model.Map.Layout.Digits));
        return [.. map.Nodes.Where(node => node.Node.Layer < map.Layers - 1 && node.Node.Position >= start == fromFirstDigit)];
    }

    /// <summary>The answer tokens that go wrong, k for A_k.</summary>
    public static ImmutableArray<int> Of(MappedNode node) =>
        [.. Enumerable.Range(0, node.Effect.Impact.Length).Where(token => node.Effect.Impact[token] > 0)];

    /// <summary>A node with the tokens that go wrong, for instance <c>P16L0H1: A4 32, A3 2</c>.</summary>
    public static string Text(MappedNode node) =>
        $"{node.Node}: {string.Join(", ", Of(node).Reverse().Select(token => $"A{token} {node.Effect.Impact[token]}"))}";
}
