namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>Masks for the remainder of a row: 16 lanes of all ones, then 16 of zeros; read 16 − count elements in.</summary>
internal static class LaneMask
{
    private static readonly int[] Table = CreateTable();

    /// <summary>16 integers of which the first <paramref name="count"/> are all ones and the others zero.</summary>
    public static ReadOnlySpan<int> First(int count) => Table.AsSpan(16 - count, 16);

    private static int[] CreateTable()
    {
        var table = new int[32];
        table.AsSpan(0, 16).Fill(-1);
        return table;
    }
}
