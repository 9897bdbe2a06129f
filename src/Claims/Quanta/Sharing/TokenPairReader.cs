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
/// <param name="ByAny">The same of the first-layer head that reads both at most positions, whether additions do without it or not.</param>
/// <param name="AdditionsBroken">Additions that the ablation of that head breaks, at all these positions together.</param>
public sealed record TokenPairReader(int? Head, Proportion Positions, Proportion ByAny, int AdditionsBroken)
{
    /// <summary>Looks for the head in a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="first">Position of the one token.</param>
    /// <param name="second">Position of the other.</param>
    public static TokenPairReader Of(NodeMap map, int first, int second)
    {
        ArgumentNullException.ThrowIfNull(map);
        var window = new PositionWindow(map.Layout.PredictedAt(map.Layout.Digits - 1), map.Layout.PredictedAt(0));
        var heads = (
            from node in map.Nodes
            where node.Node is { Layer: 0, Head: not null } && window.Contains(node.Node.Position)
            group node by node.Node.Head!.Value into head
            let broken = head.Sum(node => node.Effect.Classes.Where(single => Complexity.KindOf(single.Key) == QuestionKind.Add).Sum(single => single.Value))
            let read = head.Count(node => Reads(node, first) && Reads(node, second))
            orderby read descending, head.Key
            select (Head: (int?)head.Key, Read: read, Broken: broken)).ToArray();
        var free = Array.Find(heads, head => head.Broken < BrokenKinds.PublishedFails);
        var any = heads.FirstOrDefault();
        return new TokenPairReader(free.Head, new(free.Read, map.Layout.Digits), new(any.Read, map.Layout.Digits), any.Broken);
    }

    private static bool Reads(MappedNode node, int key) => node.Attention.Any(share => share.Key == key && share.Share >= AttentionScan.LeastRead);
}
