namespace Repro.Models.Engines.Managed.Hooks;

/// <summary>What is done with one contiguous run of a hook point's numbers.</summary>
internal interface IRowVisitor
{
    /// <summary>The run of one sequence of the batch, at a position (of queries) and of a head; head 0 where the kind has none.</summary>
    void Visit(Span<float> row, int sequence, int position, int head);
}
