namespace Repro.Models.Engines.Managed.Memory;

/// <summary>
/// A right-hand operand [depth, columns] in the order in which products read it: panels of 16 columns, each contiguous along
/// the depth, padded with zero columns. Element (k, n) is at <c>(n / 16)·16·depth + 16·k + n % 16</c>.
/// </summary>
internal readonly unsafe struct PackedMatrix
{
    public PackedMatrix(Arena arena, int depth, int columns)
        : this(arena.Floats((long)Widths.Padded(columns) * depth), depth, columns, (nint)Panels.Width * depth)
    {
    }

    private PackedMatrix(float* data, int depth, int columns, nint panelStride)
    {
        Data = data;
        Depth = depth;
        Columns = columns;
        PanelStride = panelStride;
    }

    public float* Data { get; }

    public int Depth { get; }

    public int Columns { get; }

    /// <summary>Distance from panel to panel.</summary>
    public nint PanelStride { get; }

    /// <summary>Some of the columns in the same memory; <paramref name="first"/> is a multiple of 16.</summary>
    public PackedMatrix SliceColumns(int first, int count) => new(Data + (first / Panels.Width * PanelStride), Depth, count, PanelStride);

    /// <summary>Some of the rows in the same memory.</summary>
    public PackedMatrix SliceRows(int first, int count) => new(Data + ((nint)first * Panels.Width), count, Columns, PanelStride);

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
