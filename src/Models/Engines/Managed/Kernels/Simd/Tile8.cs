using System.Runtime.CompilerServices;

namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>
/// Eight rows of a product, one strip wide, held in registers while the depth runs: per step one strip of B is loaded and each of
/// 8 numbers of A is multiplied into its row's accumulators.
/// </summary>
/// <remarks>
/// Each accumulator lane is the chain of one element of C. Rows beyond the last valid one repeat it; the
/// caller drops them. Written out row by row because only local variables live in registers.
/// </remarks>
internal static unsafe class Tile8<TStrip>
    where TStrip : unmanaged, IStrip<TStrip>
{
    /// <summary>
    /// A(i, k) at a[i·stride + k]: the rows of A are contiguous along the depth. The finish is a type and not an argument, so that each
    /// is compiled by itself: with all of them in one method the compiler would stop keeping the accumulators in registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Direct<TFinish>(
        float* a, nint stride, int lastRow, float* b, nint bDepth, nint bBlock, nint depth, float* start, nint startRow,
        float* c, nint cRow, float* other, nint otherRow)
        where TFinish : struct, IFinish
    {
        var a0 = a;
        var a1 = a + (Math.Min(1, lastRow) * stride);
        var a2 = a + (Math.Min(2, lastRow) * stride);
        var a3 = a + (Math.Min(3, lastRow) * stride);
        var a4 = a + (Math.Min(4, lastRow) * stride);
        var a5 = a + (Math.Min(5, lastRow) * stride);
        var a6 = a + (Math.Min(6, lastRow) * stride);
        var a7 = a + (Math.Min(7, lastRow) * stride);
        var c0 = TStrip.Load(start, 16);
        var c1 = TStrip.Load(start + startRow, 16);
        var c2 = TStrip.Load(start + (2 * startRow), 16);
        var c3 = TStrip.Load(start + (3 * startRow), 16);
        var c4 = TStrip.Load(start + (4 * startRow), 16);
        var c5 = TStrip.Load(start + (5 * startRow), 16);
        var c6 = TStrip.Load(start + (6 * startRow), 16);
        var c7 = TStrip.Load(start + (7 * startRow), 16);
        for (nint k = 0; k < depth; k++)
        {
            var row = TStrip.Load(b, bBlock);
            TStrip.AddProduct(a0[k], row, ref c0);
            TStrip.AddProduct(a1[k], row, ref c1);
            TStrip.AddProduct(a2[k], row, ref c2);
            TStrip.AddProduct(a3[k], row, ref c3);
            TStrip.AddProduct(a4[k], row, ref c4);
            TStrip.AddProduct(a5[k], row, ref c5);
            TStrip.AddProduct(a6[k], row, ref c6);
            TStrip.AddProduct(a7[k], row, ref c7);
            b += bDepth;
        }

        TFinish.Store(c0, other, c);
        TFinish.Store(c1, other + otherRow, c + cRow);
        TFinish.Store(c2, other + (2 * otherRow), c + (2 * cRow));
        TFinish.Store(c3, other + (3 * otherRow), c + (3 * cRow));
        TFinish.Store(c4, other + (4 * otherRow), c + (4 * cRow));
        TFinish.Store(c5, other + (5 * otherRow), c + (5 * cRow));
        TFinish.Store(c6, other + (6 * otherRow), c + (6 * cRow));
        TFinish.Store(c7, other + (7 * otherRow), c + (7 * cRow));
    }

    /// <summary>A(i, k) at a[i + k·stride]: A is the transpose of a row-major matrix; 8 elements of a row must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transposed(
        float* a, nint stride, float* b, nint bDepth, nint bBlock, nint depth, float* start, nint startRow, float* c, nint cRow)
    {
        var c0 = TStrip.Load(start, 16);
        var c1 = TStrip.Load(start + startRow, 16);
        var c2 = TStrip.Load(start + (2 * startRow), 16);
        var c3 = TStrip.Load(start + (3 * startRow), 16);
        var c4 = TStrip.Load(start + (4 * startRow), 16);
        var c5 = TStrip.Load(start + (5 * startRow), 16);
        var c6 = TStrip.Load(start + (6 * startRow), 16);
        var c7 = TStrip.Load(start + (7 * startRow), 16);
        for (nint k = 0; k < depth; k++)
        {
            var row = TStrip.Load(b, bBlock);
            TStrip.AddProduct(a[0], row, ref c0);
            TStrip.AddProduct(a[1], row, ref c1);
            TStrip.AddProduct(a[2], row, ref c2);
            TStrip.AddProduct(a[3], row, ref c3);
            TStrip.AddProduct(a[4], row, ref c4);
            TStrip.AddProduct(a[5], row, ref c5);
            TStrip.AddProduct(a[6], row, ref c6);
            TStrip.AddProduct(a[7], row, ref c7);
            a += stride;
            b += bDepth;
        }

        TStrip.Store(c0, c);
        TStrip.Store(c1, c + cRow);
        TStrip.Store(c2, c + (2 * cRow));
        TStrip.Store(c3, c + (3 * cRow));
        TStrip.Store(c4, c + (4 * cRow));
        TStrip.Store(c5, c + (5 * cRow));
        TStrip.Store(c6, c + (6 * cRow));
        TStrip.Store(c7, c + (7 * cRow));
    }
}
