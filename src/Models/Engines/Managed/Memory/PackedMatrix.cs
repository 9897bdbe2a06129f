namespace Repro.Models.Engines.Managed.Memory;

/// <summary>
/// A right-hand operand [depth, columns] in the order in which products read it: panels of 16 columns, each contiguous along
/// the depth, padded with zero columns. Element (k, n) is at <c>(n / 16)·16·depth + 16·k + n % 16</c>.
/// </summary>
internal readonly unsafe struct PackedMatrix(Arena arena, int depth, int columns)
{
    private const int Panel = 16;

    public float* Data { get; } = arena.Floats((long)Widths.Padded(columns) * depth);

    public int Depth { get; } = depth;

    public int Columns { get; } = columns;

    /// <summary>Distance from panel to panel.</summary>
    public nint PanelStride => (nint)Panel * Depth;

    /// <summary>Puts rows × columns of a row-major matrix at (k, n), n a multiple of 16.</summary>
    public void Set(float* source, int rows, int columns, int k, int n)
    {
        for (var column = 0; column < columns; column += Panel)
        {
            var count = Math.Min(Panel, columns - column);
            var destination = Data + ((n + column) / Panel * PanelStride) + (Panel * (nint)k);
            for (var row = 0; row < rows; row++)
            {
                new ReadOnlySpan<float>(source + ((nint)row * columns) + column, count).CopyTo(new Span<float>(destination + (row * Panel), count));
            }
        }
    }

    /// <summary>Puts the transpose of rows × columns of a row-major matrix at (k, n): source row r becomes column n + r; n a multiple of 16.</summary>
    public void SetTransposed(float* source, int rows, int columns, int k, int n)
    {
        for (var row = 0; row < rows; row += Panel)
        {
            var count = Math.Min(Panel, rows - row);
            var destination = Data + ((n + row) / Panel * PanelStride) + (Panel * (nint)k);
            var from = source + ((nint)row * columns);
            for (var column = 0; column < columns; column++)
            {
                for (var i = 0; i < count; i++)
                {
                    destination[(column * Panel) + i] = from[((nint)i * columns) + column];
                }
            }
        }
    }
}
