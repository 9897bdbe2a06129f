using System.Collections.Immutable;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Quanta.Tasks;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>The useful first-layer heads from the operator to the sign token, and the digit pairs that they look at.</summary>
internal static class EarlyHeads
{
    /// <summary>The greatest p of a probe that counts, the least of 999 permutations.</summary>
    private const double MostP = 0.001;

    /// <summary>The heads.</summary>
    public static ImmutableArray<MappedNode> Of(NodeMap map)
    {
        var window = PositionWindow.OperatorToSign(map.Layout);
        return [.. map.Nodes.Where(node => node.Node is { Layer: 0, Head: not null } && window.Contains(node.Node.Position))];
    }

    /// <summary>The digits k such that a head gives D_k and D'_k at least a tenth of its attention each.</summary>
    public static ImmutableArray<int> Pairs(NodeMap map, MappedNode head) =>
        [.. Enumerable.Range(0, map.Layout.Digits).Where(k => Looks(head, map.Layout.First(k)) && Looks(head, map.Layout.Second(k)))];

    /// <summary>Whether a head looks at exactly one pair and a linear probe reads its three cases, for sums (ST) or differences (MT), from the head.</summary>
    /// <remarks>Read better than by guessing: to tell one case from the other two is enough, which gives two thirds of right answers.</remarks>
    public static bool TellsCases(NodeMap map, MappedNode head, params ReadOnlySpan<SubTask> tasks) => Reads(map, head, probe => probe.PValue <= MostP, tasks);

    /// <summary>Whether the three cases are read better than two thirds, by the lower bound: so that no case is taken for another throughout.</summary>
    public static bool TellsAllCases(NodeMap map, MappedNode head, params ReadOnlySpan<SubTask> tasks) => Reads(map, head, probe => probe.TellsAllCases, tasks);

    private static bool Reads(NodeMap map, MappedNode head, Func<TriStateProbe, bool> well, ReadOnlySpan<SubTask> tasks)
    {
        if (Pairs(map, head) is not [var only])
        {
            return false;
        }

        foreach (var probe in map.Probes)
        {
            if (probe.Node == head.Node && probe.Digit == only && well(probe) && tasks.Contains(probe.Task))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Looks(MappedNode head, int key) => head.Attention.Any(share => share.Key == key && share.Share >= AttentionScan.LeastRead);
}
