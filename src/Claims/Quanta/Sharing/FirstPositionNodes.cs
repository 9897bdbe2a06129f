using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>
/// What the useful nodes at the first operand's highest digit, P0, are for (arXiv 2402.02619: they matter for nothing but the sign of
/// subtractions, as a high first digit makes '+' likelier), beside all other useful nodes that can reach the sign: up to '=', where it is predicted.
/// </summary>
/// <param name="OnlySign">Nodes of P0 whose ablation makes nothing wrong but the sign, and that in subtractions only.</param>
/// <param name="Elsewhere">The same share of all other useful nodes up to '='.</param>
public sealed record FirstPositionNodes(Proportion OnlySign, Proportion Elsewhere)
{
    /// <summary>Counts the nodes of a map.</summary>
    public static FirstPositionNodes Of(NodeMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Proportion Share(Func<int, bool> at) => new(
            map.Nodes.Count(node => at(node.Node.Position) && IsOfSign(node.Effect)),
            map.Nodes.Count(node => at(node.Node.Position)));
        return new FirstPositionNodes(Share(position => position == 0), Share(position => position > 0 && position <= map.Layout.EqualsSign));
    }

    // The sign is the last of the answer tokens that are counted.
    private static bool IsOfSign(NodeEffect effect) =>
        !effect.Kinds(BrokenKinds.PublishedFails).Contains(QuestionKind.Add) && effect.Impact[^1] > 0 && effect.Impact[..^1].All(fails => fails == 0);
}
