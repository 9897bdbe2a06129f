using System.Runtime.Intrinsics;

namespace Repro.Models.Engines.Managed.Memory;

/// <summary>Panels of 16 columns, contiguous along the depth: the form in which products read right-hand operands.</summary>
internal static unsafe class Panels
{
    /// <summary>Columns of a panel.</summary>
    public const int Width = 16;

    /// <summary>
    /// Turns <paramref name="count"/> rows of <paramref name="depth"/> numbers into columns: number k of row j goes to
    /// <c>panels[(j / 16)·panelStride + 16·k + j % 16]</c>. Columns up to the next multiple of 16 become 0.
    /// </summary>
    /// <param name="source">The rows.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="depth">Numbers of a row.</param>
    /// <param name="panels">Where the first panel's first line goes.</param>
    /// <param name="panelStride">Elements from panel to panel.</param>
    public static void Transpose(in RowSource source, int count, int depth, float* panels, nint panelStride)
    {
        for (var first = 0; first < count; first += Width, panels += panelStride)
        {
            var rows = Math.Min(Width, count - first);
            if (rows < Width)
            {
                new Span<float>(panels, Width * depth).Clear();
            }

            // Four rows at a time: four sequential streams in, a quarter of a panel's line out.
            var j = 0;
            for (; j + 4 <= rows; j += 4)
            {
                var a = source[first + j];
                var b = source[first + j + 1];
                var c = source[first + j + 2];
                var d = source[first + j + 3];
                for (var k = 0; k < depth; k++)
                {
                    Vector128.Create(a[k], b[k], c[k], d[k]).Store(panels + (k * Width) + j);
                }
            }

            for (; j < rows; j++)
            {
                var a = source[first + j];
                for (var k = 0; k < depth; k++)
                {
                    panels[(k * Width) + j] = a[k];
                }
            }
        }
    }
}
