using System.Collections.Immutable;
using Repro.Claims.Circuits;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>
/// The stronger sense of sharing: the heads that make the base value of one digit in all three kinds of question, by their tags (arXiv
/// 2402.02619: in the sample model SA = MD for all digits, and ND for all but the highest).
/// </summary>
/// <param name="Digit">The digit k.</param>
/// <param name="Testable">Whether the searches for SA, MD and ND of this digit all had enough questions.</param>
/// <param name="Add">Heads with the tag SA of this digit.</param>
/// <param name="Sub">Heads with MD.</param>
/// <param name="Neg">Heads with ND.</param>
/// <param name="Shared">Heads with all three.</param>
public sealed record DigitSharing(
    int Digit, bool Testable, ImmutableArray<Node> Add, ImmutableArray<Node> Sub, ImmutableArray<Node> Neg, ImmutableArray<Node> Shared)
{
    /// <summary>Whether some head makes all three base values.</summary>
    public bool IsShared => !Shared.IsEmpty;

    /// <summary>All digits of a map, from 0 to n − 1.</summary>
    public static ImmutableArray<DigitSharing> Of(NodeMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return [.. Enumerable.Range(0, map.Layout.Digits).Select(digit => Of(map, digit))];
    }

    private static DigitSharing Of(NodeMap map, int digit)
    {
        ImmutableArray<AlgorithmTag> tags = [new(SubTask.SA, digit), new(SubTask.MD, digit), new(SubTask.ND, digit)];
        ImmutableArray<Node> Tagged(AlgorithmTag tag) =>
            [.. map.Nodes.Where(node => node.Node.Head is not null && node.Algorithm.Contains(tag)).Select(node => node.Node)];
        var (add, sub, neg) = (Tagged(tags[0]), Tagged(tags[1]), Tagged(tags[2]));
        return new DigitSharing(
            digit, tags.All(tag => map.Searches.Any(search => search.Tag == tag && search.Testable)), add, sub, neg, [.. add.Intersect(sub).Intersect(neg)]);
    }
}
