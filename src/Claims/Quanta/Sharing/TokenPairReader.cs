using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>
/// The first-layer head that additions do without and that most often looks at two tokens at once where a digit is predicted (arXiv
/// 2402.02619: in the sample model L0H3 looks at operator and sign wherever A5 to A0 are predicted).
/// </summary>
/// <param name="Head">The head, the first of equal ones; null where no head at all is useful there and breaks no addition.</param>
/// <param name="Positions">The positions that predict A_{n−1} to A_0, of these where it is useful and gives both tokens a tenth of its attention.</param>
public sealed record TokenPairReader(int? Head, Proportion Positions)
{
    /// <summary>Looks for the head in a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="first">Position of the one token.</param>
    /// <param name="second">Position of the other.</param>
    public static TokenPairReader Of(NodeMap map, int first, int second)
    {
        ArgumentNullException.ThrowIfNull(map);
        var window = new PositionWindow(map.Layout.PredictedAt(map.Layout.Digits - 1), map.Layout.PredictedAt(0));
        var best = (
            from node in map.Nodes
            where node.Node is { Layer: 0, Head: not null } && window.Contains(node.Node.Position)
            group node by node.Node.Head!.Value into head
            where !head.Any(node => node.Effect.Kinds(BrokenKinds.PublishedFails).Contains(QuestionKind.Add))
            let read = head.Count(node => Reads(node, first) && Reads(node, second))
            orderby read descending, head.Key
            select (Head: (int?)head.Key, Read: read)).FirstOrDefault();
        return new TokenPairReader(best.Head, new Proportion(best.Read, map.Layout.Digits));
    }

    private static bool Reads(MappedNode node, int key) => node.Attention.Any(share => share.Key == key && share.Share >= AttentionScan.LeastRead);
}
