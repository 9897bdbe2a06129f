using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta.Tasks;

namespace Repro.Claims.Quanta.Algorithm;

/// <summary>Some node in a window does a sub-task.</summary>
/// <param name="Tag">The sub-task and its digit.</param>
/// <param name="Window">Where the node must lie.</param>
/// <param name="Optional">Whether the algorithm works without it.</param>
public sealed record HasTask(AlgorithmTag Tag, PositionWindow Window, bool Optional = false) : Clause(Optional)
{
    /// <inheritdoc/>
    public override string Subject => $"{Tag.Task}";

    /// <inheritdoc/>
    public override string Statement => $"{Tag} at {Window}";

    /// <inheritdoc/>
    public override ClauseCheck Check(NodeMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var nodes = TaggedNodes.Of(map, Tag);
        ImmutableArray<Node> inside = [.. nodes.Where(node => Window.Contains(node.Position))];
        return inside.IsEmpty
            ? nodes.IsEmpty
                ? TaggedNodes.Missing(this, map, Tag)
                : new ClauseCheck(this, ClauseVerdict.Invalid, nodes, $"{Tag} lies outside {Window}: at {string.Join(", ", nodes)}.")
            : new ClauseCheck(this, ClauseVerdict.Valid, inside, $"{Tag} is done at {string.Join(", ", inside)}.");
    }
}
