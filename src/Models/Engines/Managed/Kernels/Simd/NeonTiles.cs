namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>6 × 16: 24 of the 32 registers accumulate, 4 hold B, 1 a number of A. 10 loads feed 24 multiply-adds.</summary>
internal readonly unsafe struct NeonTiles : ITiles
{
    public static int Rows => 6;

    public static int Blocks => 1;

    public static void Direct<TFinish>(
        int blocks, float* a, nint stride, int lastRow, float* b, nint bDepth, nint bBlock, nint depth, float* start, nint startRow,
        float* c, nint cRow, float* other, nint otherRow)
        where TFinish : struct, IFinish
    {
        Tile6<Strip1<Block128x4>>.Direct<TFinish>(a, stride, lastRow, b, bDepth, bBlock, depth, start, startRow, c, cRow, other, otherRow);
    }

    public static void Transposed(
        int blocks, float* a, nint stride, float* b, nint bDepth, nint bBlock, nint depth, float* start, nint startRow, float* c, nint cRow)
    {
        Tile6<Strip1<Block128x4>>.Transposed(a, stride, b, bDepth, bBlock, depth, start, startRow, c, cRow);
    }
}
