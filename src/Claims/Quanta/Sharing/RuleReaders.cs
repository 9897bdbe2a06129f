using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>
/// Whether the heads that read operator or sign where a digit is predicted are heads that additions do without (arXiv 2402.02619: in the
/// sample model L0H3, which the addition model that it started from does not have).
/// </summary>
/// <param name="Rows">The heads that read either at such a position, in any useful node.</param>
/// <param name="AdditionFree">Useful nodes that read either and whose ablation breaks no addition.</param>
/// <param name="Others">The same share of useful heads there that read neither.</param>
/// <param name="PValue">Fisher's exact test of both shares; null where there is no node of one sort.</param>
public sealed record RuleReaders(ImmutableArray<RuleReaderRow> Rows, Proportion AdditionFree, Proportion Others, double? PValue)
{
    /// <summary>Counts the nodes of a map.</summary>
    public static RuleReaders Of(NodeMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var window = PositionWindow.Digits(map.Layout);
        var heads = map.Nodes.Where(node => node.Node.Head is not null && window.Contains(node.Node.Position)).ToArray();
        var rows =
            from node in heads
            group node by (node.Node.Layer, Head: node.Node.Head!.Value) into row
            orderby row.Key
            let reading = row.Count(Reads)
            where reading > 0
            select new RuleReaderRow(row.Key.Layer, row.Key.Head, new(reading, row.Count()), Share(row));
        var (readers, others) = (Share(heads.Where(Reads)), Share(heads.Where(node => !Reads(node))));
        return new RuleReaders([.. rows], readers, others, readers.Trials == 0 || others.Trials == 0
            ? null
            : FisherExact.PValue(readers.Hits, readers.Trials, others.Hits, others.Trials));
    }

    private static Proportion Share(IEnumerable<MappedNode> nodes)
    {
        var all = nodes.ToArray();
        return new(all.Count(node => !node.Effect.Kinds(BrokenKinds.PublishedFails).Contains(QuestionKind.Add)), all.Length);
    }

    private static bool Reads(MappedNode node) => node.Algorithm.Any(tag => tag is { Task: SubTask.OPR or SubTask.SGN, Digit: null });
}
