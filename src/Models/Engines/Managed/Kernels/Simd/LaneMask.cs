namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>Masks for the remainder of a row.</summary>
internal static class LaneMask
{
    // In the assembly's data: no static constructor to look after in a kernel.
    private static ReadOnlySpan<int> OnesThenZeros =>
    [
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>16 integers of which the first <paramref name="count"/> are all ones and the others zero.</summary>
    public static ReadOnlySpan<int> First(int count) => OnesThenZeros.Slice(16 - count, 16);
}
