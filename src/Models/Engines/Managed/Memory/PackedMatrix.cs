namespace Repro.Models.Engines.Managed.Memory;

/// <summary>
/// A right-hand operand [depth, columns] in the order in which products read it: panels of 16 columns, each contiguous along
/// the depth, padded with zero columns. Element (k, n) is at <c>(n / 16)·16·depth + 16·k + n % 16</c>.
/// </summary>
internal readonly unsafe struct PackedMatrix(Arena arena, int depth, int columns)
{
    public float* Data { get; } = arena.Floats((long)Widths.Padded(columns) * depth);

    public int Depth { get; } = depth;

    public int Columns { get; } = columns;

    /// <summary>Distance from panel to panel.</summary>
    public nint PanelStride => (nint)Panels.Width * Depth;

    /// <summary>Puts rows × columns of a row-major matrix at (k, n), n a multiple of 16.</summary>
    public void Set(float* source, int rows, int columns, int k, int n)
    {
        for (var column = 0; column < columns; column += Panels.Width)
        {
            var count = Math.Min(Panels.Width, columns - column);
            var destination = Data + ((n + column) / Panels.Width * PanelStride) + (Panels.Width * (nint)k);
            for (var row = 0; row < rows; row++)
            {
                new ReadOnlySpan<float>(source + ((nint)row * columns) + column, count).CopyTo(new Span<float>(destination + (row * Panels.Width), count));
            }
        }
    }

    /// <summary>Puts the transpose of rows × columns of a row-major matrix at (k, n): source row r becomes column n + r; n a multiple of 16.</summary>
    public void SetTransposed(float* source, int rows, int columns, int k, int n) =>
        Panels.Transpose(new RowSource(source, columns, null, 0), rows, columns, Data + (n / Panels.Width * PanelStride) + (Panels.Width * (nint)k), PanelStride);
}
