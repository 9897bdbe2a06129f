using System.Collections.Immutable;

namespace Repro.Claims.Quanta.Maps;

/// <summary>How much of a map the authors' own files of the same model say too.</summary>
/// <param name="Nodes">Useful nodes in their files.</param>
/// <param name="SharedNodes">Of these, nodes that the map has.</param>
/// <param name="Tags">Sub-tasks at nodes in their files.</param>
/// <param name="SharedTags">Of these, such that the map has at the same node.</param>
public sealed record AuthorsComparison(int Nodes, int SharedNodes, int Tags, int SharedTags)
{
    /// <summary>Compares a map with the nodes of the authors' files.</summary>
    public static AuthorsComparison Of(NodeMap map, ImmutableArray<PublishedNode> theirs)
    {
        ArgumentNullException.ThrowIfNull(map);
        var ours = map.Nodes.ToDictionary(mapped => mapped.Node, mapped => mapped.Algorithm);
        return new AuthorsComparison(
            theirs.Length,
            theirs.Count(node => ours.ContainsKey(node.Node)),
            theirs.Sum(node => node.Algorithm.Length),
            theirs.Sum(node => ours.TryGetValue(node.Node, out var tags) ? node.Algorithm.Intersect(tags).Count() : 0));
    }
}
