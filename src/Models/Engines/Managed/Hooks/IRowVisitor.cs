namespace Repro.Models.Engines.Managed.Hooks;

/// <summary>What is done with one contiguous run of a hook point's numbers.</summary>
internal interface IRowVisitor
{
    /// <summary>Offsets are those of the run in an array of the hook point's shape, for the whole batch and for one sequence.</summary>
    void Visit(Span<float> row, int offset, int offsetInSequence, int position, int head);
}
