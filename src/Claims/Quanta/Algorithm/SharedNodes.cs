using System.Collections.Immutable;
using Repro.Claims.Circuits;

namespace Repro.Claims.Quanta.Algorithm;

/// <summary>Some node does several sub-tasks: it is polysemantic.</summary>
/// <param name="Tags">The sub-tasks.</param>
/// <param name="Optional">Whether the algorithm works without it.</param>
public sealed record SharedNodes(ImmutableArray<AlgorithmTag> Tags, bool Optional = false) : Clause(Optional)
{
    /// <inheritdoc/>
    public override string Subject => $"{string.Join(", ", Tags.Select(tag => tag.Task))} at one node";

    /// <inheritdoc/>
    public override string Statement => $"{string.Join(", ", Tags)} at one node";

    /// <inheritdoc/>
    public override ClauseCheck Check(NodeMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var nodes = Tags.Select(tag => TaggedNodes.Of(map, tag)).ToArray();
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].IsEmpty)
            {
                return TaggedNodes.Missing(this, map, Tags[i]);
            }
        }

        ImmutableArray<Node> shared = [.. nodes[0].Where(node => nodes.All(others => others.Contains(node)))];
        return shared.IsEmpty
            ? new ClauseCheck(this, ClauseVerdict.Invalid, [.. nodes.SelectMany(each => each).Distinct().Order()], "Each is done, but no node does all.")
            : new ClauseCheck(this, ClauseVerdict.Valid, shared, $"All are done at {string.Join(", ", shared)}.");
    }

    /// <inheritdoc/>
    public bool Equals(SharedNodes? other) => other is not null && Optional == other.Optional && Tags.SequenceEqual(other.Tags);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Optional, Tags.Length, Tags.FirstOrDefault());
}
