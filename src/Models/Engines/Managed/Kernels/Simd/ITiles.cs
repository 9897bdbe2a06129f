namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>The register tile of one instruction set: its size and its inner loops.</summary>
internal unsafe interface ITiles
{
    /// <summary>Rows of the tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Blocks of 16 columns in the tile.</summary>
    static abstract int Blocks { get; }

    /// <summary>A tile of <paramref name="blocks"/> blocks, finished on its way from the registers to C; A(i, k) at a[i·stride + k].</summary>
    static abstract void Direct<TFinish>(
        int blocks, float* a, nint stride, int lastRow, float* b, nint bDepth, nint bBlock, nint depth, float* start, nint startRow,
        float* c, nint cRow, float* other, nint otherRow)
        where TFinish : struct, IFinish;

    /// <summary>A tile of <paramref name="blocks"/> blocks, stored as it is; A(i, k) at a[i + k·stride].</summary>
    static abstract void Transposed(
        int blocks, float* a, nint stride, float* b, nint bDepth, nint bBlock, nint depth, float* start, nint startRow, float* c, nint cRow);
}
