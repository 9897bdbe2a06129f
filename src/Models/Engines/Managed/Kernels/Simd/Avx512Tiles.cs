namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>8 × 48: 24 of the 32 registers accumulate, 3 hold B, 1 a number of A. 11 loads feed 24 multiply-adds.</summary>
internal readonly unsafe struct Avx512Tiles : ITiles
{
    public static int Rows => 8;

    public static int Blocks => 3;

    public static void Direct<TFinish>(
        int blocks, float* a, nint stride, int lastRow, float* b, nint bDepth, nint bBlock, nint depth, float* start, nint startRow,
        float* c, nint cRow, float* other, nint otherRow)
        where TFinish : struct, IFinish
    {
        switch (blocks)
        {
            case 3:
                Tile8<Strip3<Block512>>.Direct<TFinish>(a, stride, lastRow, b, bDepth, bBlock, depth, start, startRow, c, cRow, other, otherRow);
                break;
            case 2:
                Tile8<Strip2<Block512>>.Direct<TFinish>(a, stride, lastRow, b, bDepth, bBlock, depth, start, startRow, c, cRow, other, otherRow);
                break;
            default:
                Tile8<Strip1<Block512>>.Direct<TFinish>(a, stride, lastRow, b, bDepth, bBlock, depth, start, startRow, c, cRow, other, otherRow);
                break;
        }
    }

    public static void Transposed(
        int blocks, float* a, nint stride, float* b, nint bDepth, nint bBlock, nint depth, float* start, nint startRow, float* c, nint cRow)
    {
        switch (blocks)
        {
            case 3:
                Tile8<Strip3<Block512>>.Transposed(a, stride, b, bDepth, bBlock, depth, start, startRow, c, cRow);
                break;
            case 2:
                Tile8<Strip2<Block512>>.Transposed(a, stride, b, bDepth, bBlock, depth, start, startRow, c, cRow);
                break;
            default:
                Tile8<Strip1<Block512>>.Transposed(a, stride, b, bDepth, bBlock, depth, start, startRow, c, cRow);
                break;
        }
    }
}
