using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Memory;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>The matrix products of a transformer, named by what they are for.</summary>
internal static unsafe class Products
{
    /// <summary>y = finish(bias + x·W) for rows of x.</summary>
    public static void Forward(
        KernelSet kernels, float* x, nint xStride, int rows, in PackedMatrix w, float* bias, float* y, nint yStride,
        ProductFinish finish = ProductFinish.None, float* other = null, nint otherStride = 0) =>
        Packed(kernels, x, xStride, rows, w, y, yStride, ProductStart.Bias, bias, finish, other, otherStride);

    /// <summary>y = x·W for rows of x.</summary>
    public static void WithoutBias(KernelSet kernels, float* x, nint xStride, int rows, in PackedMatrix w, float* y, nint yStride) =>
        Packed(kernels, x, xStride, rows, w, y, yStride, ProductStart.Zero, null, ProductFinish.None, null, 0);

    /// <summary>dx = finish(dy·Wᵀ), or that added to what dx holds.</summary>
    public static void Input(
        KernelSet kernels, float* dy, nint dyStride, int rows, in PackedMatrix wTransposed, float* dx, nint dxStride,
        ProductStart start = ProductStart.Zero, ProductFinish finish = ProductFinish.None, float* other = null, nint otherStride = 0) =>
        Packed(kernels, dy, dyStride, rows, wTransposed, dx, dxStride, start, null, finish, other, otherStride);

    /// <summary>dW = xᵀ·dy over the rows, or that added to what dW holds; dW is [inputs, outputs], unpadded. See <see cref="Product.Room"/>.</summary>
    public static void Weight(
        KernelSet kernels, float* x, nint xStride, float* dy, nint dyStride, int rows, float* dw, int inputs, int outputs, bool accumulate, float* room = null) =>
        kernels.Multiply(new Product
        {
            Rows = inputs,
            Columns = outputs,
            Depth = rows,
            A = x,
            ARow = 1,
            ADepth = xStride,
            Room = room,
            B = dy,
            BDepth = dyStride,
            BBlock = 16,
            C = dw,
            CRow = outputs,
            PaddedC = false,
            Start = accumulate ? ProductStart.Accumulate : ProductStart.Zero,
        });

    private static void Packed(
        KernelSet kernels, float* x, nint xStride, int rows, in PackedMatrix w, float* y, nint yStride,
        ProductStart start, float* bias, ProductFinish finish, float* other, nint otherStride) => kernels.Multiply(new Product
        {
            Rows = rows,
            Columns = w.Columns,
            Depth = w.Depth,
            A = x,
            ARow = xStride,
            ADepth = 1,
            B = w.Data,
            BDepth = Panels.Width,
            BBlock = w.PanelStride,
            C = y,
            CRow = yStride,
            PaddedC = true,
            Start = start,
            Bias = bias,
            Finish = finish,
            Other = other,
            OtherRow = otherStride,
        });
}
