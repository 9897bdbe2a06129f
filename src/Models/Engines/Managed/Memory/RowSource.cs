namespace Repro.Models.Engines.Managed.Memory;

/// <summary>
/// Rows of numbers to be read: a stride apart from a first one, or each where a list of pointers says. Numbers are read from
/// <paramref name="column"/> of a row on.
/// </summary>
internal readonly unsafe struct RowSource(float* first, nint stride, float** rows, nint column)
{
    /// <summary>Whether the rows lie <see cref="Stride"/> apart.</summary>
    public bool InOrder => rows is null;

    /// <summary>Elements from row to row, of rows in order.</summary>
    public nint Stride => stride;

    /// <summary>The first number of a row.</summary>
    public float* this[nint row] => (rows is null ? first + (row * stride) : rows[row]) + column;

    /// <summary>The same rows from another row and column on.</summary>
    public RowSource From(nint row, nint firstColumn) =>
        rows is null ? new(first + (row * stride), stride, null, firstColumn) : new(null, 0, rows + row, firstColumn);
}
