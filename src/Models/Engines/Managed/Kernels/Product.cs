namespace Repro.Models.Engines.Managed.Kernels;

/// <summary>
/// One matrix product C = finish(start + A·B), A [rows, depth], B [depth, columns]. Every element of C is one chain of fused
/// multiply-adds in ascending depth, whatever the tiling, so all kernels give the same bits.
/// </summary>
/// <remarks>
/// A(i, k) is at <c>A[i·ARow + k·ADepth]</c>; one of the two strides is 1. B(k, n) is at
/// <c>B[k·BDepth + (n / 16)·BBlock + n % 16]</c>: packed weights have BDepth = 16, plain row-major matrices have BBlock = 16.
/// C(i, n) is at <c>C[i·CRow + n]</c>. B must be readable up to the next multiple of 16 columns. When <see cref="PaddedC"/> is
/// set, C (and <see cref="Other"/>) has room up to that multiple and the padding columns are written too; they are zero when
/// those of B and the bias are.
/// <para>Causal attention makes A or C triangular. Kernels leave out what the bounds allow, tile by tile: adding zero times a
/// finite number changes no chain, but for the sign of a zero, which the next chain, starting at +0, forgets.</para>
/// </remarks>
internal unsafe struct Product
{
    public int Rows;
    public int Columns;
    public int Depth;
    public float* A;
    public nint ARow;
    public nint ADepth;

    /// <summary>
    /// Room for a copy of A in the order in which tiles read it: (Rows + 16)·Depth elements, where ARow is 1 and A readable 16 elements
    /// from each of its own. Null: A is read where it lies.
    /// </summary>
    public float* Room;

    public float* B;
    public nint BDepth;
    public nint BBlock;
    public float* C;
    public nint CRow;
    public bool PaddedC;
    public ProductStart Start;

    /// <summary>Readable up to the next multiple of 16 columns; used when <see cref="Start"/> is Bias.</summary>
    public float* Bias;

    public ProductFinish Finish;

    /// <summary>Second operand of the finish, in the shape of C.</summary>
    public float* Other;

    public nint OtherRow;

    /// <summary>
    /// Row i needs only the first ColumnsUpTo[i] columns of C; what the others hold afterwards is undefined. Ascending; null: all.
    /// </summary>
    public int* ColumnsUpTo;

    /// <summary>Row i of A is zero from depth DepthUpTo[i] on, which may be left out. Ascending; null: nowhere.</summary>
    public int* DepthUpTo;

    /// <summary>Row i of A is zero before depth DepthFrom[i], which may be left out. Ascending; null: nowhere.</summary>
    public int* DepthFrom;
}
