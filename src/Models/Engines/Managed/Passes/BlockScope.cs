namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// The positions that one block computes. A row of a buffer stands for a (sequence, position) with the positions of one of these
/// lists, all ascending.
/// </summary>
internal sealed class BlockScope
{
    /// <param name="keys">Positions whose keys and values are computed.</param>
    /// <param name="queries">Positions whose output is computed, ascending.</param>
    /// <param name="before">Those of the block before; a subset of <paramref name="keys"/>.</param>
    /// <param name="cleanZ">Whether nothing in front of what attention puts out differs from the clean run.</param>
    public BlockScope(PositionRange keys, int[] queries, int[] before, bool cleanZ = false)
    {
        CleanZ = cleanZ;
        Keys = keys.Positions();
        Queries = queries;
        Rows = [.. Keys.Union(queries).Order()];
        FirstKeyRow = Keys.Length == 0 ? 0 : Array.IndexOf(Rows, keys.From);
        QueryRows = [.. queries.Select(position => Array.IndexOf(Rows, position))];
        RowsBefore = [.. Rows.Select(position => Array.IndexOf(before, position))];
    }

    /// <summary>Positions whose input, the residual stream, is held: those of keys and queries.</summary>
    public int[] Rows { get; }

    /// <summary>Positions whose keys and values are computed; they lie side by side, also among <see cref="Rows"/>.</summary>
    public int[] Keys { get; }

    /// <summary>Where <see cref="Keys"/> starts in <see cref="Rows"/>.</summary>
    public int FirstKeyRow { get; }

    /// <summary>Positions whose output is computed.</summary>
    public int[] Queries { get; }

    /// <summary>Where each query stands in <see cref="Rows"/>.</summary>
    public int[] QueryRows { get; }

    /// <summary>Where each row stands in the output of the block before; −1 where that did not compute it.</summary>
    public int[] RowsBefore { get; }

    /// <summary>Whether z comes from the clean run in place of attention; then there are no keys.</summary>
    public bool CleanZ { get; }

    /// <summary>Whether only some of the rows are queries.</summary>
    public bool Picked => Queries.Length < Rows.Length;
}
