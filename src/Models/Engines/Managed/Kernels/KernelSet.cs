namespace Repro.Models.Engines.Managed.Kernels;

/// <summary>
/// The arithmetic of the engine. All implementations give the same bits: products by the rule of <see cref="Product"/>; sums
/// along a row in 16 interleaved lanes, summed by one fixed tree; sums over rows in row order; everything else per element.
/// Rows lie <c>stride</c> elements apart.
/// </summary>
internal abstract unsafe class KernelSet
{
    /// <summary>The name by which REPRO_KERNELS chooses it.</summary>
    public abstract string Name { get; }

    /// <summary>A matrix product.</summary>
    public abstract void Multiply(in Product product);

    /// <summary>
    /// Means and scales of layer norm, per row: scale = √(variance + ε), variance being the mean square after centring.
    /// </summary>
    public abstract void RowMoments(float* x, nint stride, int rows, int width, float epsilon, float* mean, float* scale);

    /// <summary>
    /// Layer norm with given moments: y = (x − mean)·(1/scale)·w + b; columns of y from width up to the next multiple of 16
    /// become 0.
    /// </summary>
    public abstract void NormaliseRows(
        float* x, nint xStride, int rows, int width, float* mean, float* scale, float* weight, float* bias, float* y, nint yStride);

    /// <summary>
    /// Layer norm backward: adds to dx the gradient with respect to x, to dWeight and dBias those of weight and bias.
    /// With r = 1/scale, x̂ = (x − mean)·r and g = dy·w: dx += r·(g − mean(g) − x̂·mean(g·x̂)).
    /// </summary>
    public abstract void NormaliseRowsBackward(
        float* x, nint xStride, float* dy, nint dyStride, int rows, int width, float* mean, float* scale, float* weight,
        float* dx, nint dxStride, float* dWeight, float* dBias);

    /// <summary>
    /// Softmax of scale·x over the first counts[row] columns, in place; the other columns up to the next multiple of 16 of
    /// <paramref name="width"/> become 0.
    /// </summary>
    public abstract void SoftmaxRows(float* x, nint stride, int rows, int width, int* counts, float scale);

    /// <summary>
    /// Softmax backward: from p and dp makes scale·p·(dp − Σ p·dp) in dp; zero beyond counts[row].
    /// </summary>
    public abstract void SoftmaxRowsBackward(float* p, float* dp, nint stride, int rows, int width, int* counts, float scale);

    /// <summary>y = max(x, 0) over rows of a multiple of 16 columns.</summary>
    public abstract void Relu(float* x, float* y, nint count);

    /// <summary>y = gelu(x), tanh form, count a multiple of 16.</summary>
    public abstract void Gelu(float* x, float* y, nint count);

    /// <summary>dy becomes dy·gelu′(x), count a multiple of 16.</summary>
    public abstract void GeluBackward(float* x, float* dy, nint count);

    /// <summary>y += x.</summary>
    public abstract void Add(float* x, float* y, nint count);

    /// <summary>sums[n] += Σ over rows of x[row, n], in row order.</summary>
    public abstract void AddColumnSums(float* x, nint stride, int rows, int width, float* sums);

    /// <summary>
    /// AdamW on a range of parameters. The gradient is the sum of <paramref name="shards"/> buffers,
    /// <paramref name="shardStride"/> elements apart, added in order.
    /// </summary>
    public abstract void AdamW(
        float* parameters, float* gradients, int shards, nint shardStride, float* mean, float* meanSquare, nint count, in AdamWConstants constants);
}
