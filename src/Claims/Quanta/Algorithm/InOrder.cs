namespace Repro.Claims.Quanta.Algorithm;

/// <summary>One sub-task is first done at an earlier position than another.</summary>
/// <param name="Earlier">The sub-task that comes first.</param>
/// <param name="Later">The other.</param>
/// <param name="Optional">Whether the algorithm works without it.</param>
public sealed record InOrder(AlgorithmTag Earlier, AlgorithmTag Later, bool Optional = false) : Clause(Optional)
{
    /// <inheritdoc/>
    public override string Subject => $"{Earlier.Task} before {Later.Task}";

    /// <inheritdoc/>
    public override string Statement => $"{Earlier} before {Later}";

    /// <inheritdoc/>
    public override ClauseCheck Check(NodeMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var (earlier, later) = (TaggedNodes.Of(map, Earlier), TaggedNodes.Of(map, Later));
        if (earlier.IsEmpty || later.IsEmpty)
        {
            // There is no order between what is not there. An algorithm claim counts the clause as not valid all the same, as its order is part of what was published.
            var missing = earlier.IsEmpty ? Earlier : Later;
            return new ClauseCheck(this, ClauseVerdict.Untestable, [.. earlier, .. later], $"{missing} is at no node, so there is no order to check.");
        }

        var holds = earlier[0].Position < later[0].Position;
        return new ClauseCheck(
            this,
            holds ? ClauseVerdict.Valid : ClauseVerdict.Invalid,
            [earlier[0], later[0]],
            $"{Earlier} is first done at {earlier[0]}, {Later} at {later[0]}.");
    }
}
