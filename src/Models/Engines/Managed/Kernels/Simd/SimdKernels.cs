using System.Runtime.CompilerServices;

namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>
/// The kernels over 16-lane blocks. A row is read block by block; the last block of a row whose width is no multiple of 16 is
/// read whole (rows are padded) and its surplus lanes are replaced by neutral numbers. Lane i of an accumulator therefore sees
/// elements i, i + 16, i + 32, … in order, as in <see cref="ScalarKernels"/>.
/// </summary>
internal sealed unsafe class SimdKernels<TBlock, TTiles>(string name) : KernelSet
    where TBlock : unmanaged, IBlock<TBlock>
    where TTiles : struct, ITiles
{
    private const int Lanes = IBlock<TBlock>.Lanes;

    public override string Name => name;

    public override void Multiply(in Product product) => SimdProduct<TBlock, TTiles>.Multiply(product);

    public override void RowMoments(float* x, nint stride, int rows, int width, float epsilon, float* mean, float* scale)
    {
        var full = width / Lanes * Lanes;
        var rest = width - full;
        var zero = TBlock.Broadcast(0);
        for (var row = 0; row < rows; row++, x += stride)
        {
            var sum = zero;
            for (var i = 0; i < full; i += Lanes)
            {
                sum += TBlock.Load(x + i);
            }

            if (rest > 0)
            {
                sum += TBlock.First(TBlock.Load(x + full), zero, rest);
            }

            mean[row] = TBlock.Sum(sum) / width;
            var averages = TBlock.Broadcast(mean[row]);
            var squares = zero;
            for (var i = 0; i < full; i += Lanes)
            {
                var centred = TBlock.Load(x + i) - averages;
                squares = TBlock.MultiplyAdd(centred, centred, squares);
            }

            if (rest > 0)
            {
                var centred = TBlock.First(TBlock.Load(x + full) - averages, zero, rest);
                squares = TBlock.MultiplyAdd(centred, centred, squares);
            }

            scale[row] = MathF.Sqrt((TBlock.Sum(squares) / width) + epsilon);
        }
    }

    public override void NormaliseRows(
        float* x, nint xStride, int rows, int width, float* mean, float* scale, float* weight, float* bias, float* y, nint yStride)
    {
        var full = width / Lanes * Lanes;
        var rest = width - full;
        for (var row = 0; row < rows; row++, x += xStride, y += yStride)
        {
            var averages = TBlock.Broadcast(mean[row]);
            var inverses = TBlock.Broadcast(1 / scale[row]);
            for (var i = 0; i < full; i += Lanes)
            {
                var normal = (TBlock.Load(x + i) - averages) * inverses;
                TBlock.Store(TBlock.MultiplyAdd(normal, TBlock.Load(weight + i), TBlock.Load(bias + i)), y + i);
            }

            if (rest > 0)
            {
                var normal = (TBlock.Load(x + full) - averages) * inverses;
                var value = TBlock.MultiplyAdd(normal, TBlock.Load(weight + full), TBlock.Load(bias + full));
                TBlock.Store(TBlock.First(value, TBlock.Broadcast(0), rest), y + full);
            }
        }
    }

    public override void NormaliseRowsBackward(
        float* x, nint xStride, float* dy, nint dyStride, int rows, int width, float* mean, float* scale, float* weight,
        float* dx, nint dxStride, float* dWeight, float* dBias)
    {
        // Surplus lanes of the last block: dy counts as 0 there, so that g and its products gain 0; what stands behind the end
        // of dx, dWeight and dBias is stored back unchanged.
        var zero = TBlock.Broadcast(0);
        for (var row = 0; row < rows; row++, x += xStride, dy += dyStride, dx += dxStride)
        {
            var averages = TBlock.Broadcast(mean[row]);
            var inverses = TBlock.Broadcast(1 / scale[row]);
            var sums = zero;
            var products = zero;
            for (var i = 0; i < width; i += Lanes)
            {
                var valid = Math.Min(width - i, Lanes);
                var gradient = TBlock.Load(dy + i);
                var normal = (TBlock.Load(x + i) - averages) * inverses;
                var weightBefore = TBlock.Load(dWeight + i);
                var biasBefore = TBlock.Load(dBias + i);
                var weightAfter = TBlock.MultiplyAdd(gradient, normal, weightBefore);
                var biasAfter = biasBefore + gradient;
                var g = gradient * TBlock.Load(weight + i);
                if (valid < Lanes)
                {
                    weightAfter = TBlock.First(weightAfter, weightBefore, valid);
                    biasAfter = TBlock.First(biasAfter, biasBefore, valid);
                    g = TBlock.First(g, zero, valid);
                    normal = TBlock.First(normal, zero, valid);
                }

                TBlock.Store(weightAfter, dWeight + i);
                TBlock.Store(biasAfter, dBias + i);
                sums += g;
                products = TBlock.MultiplyAdd(g, normal, products);
            }

            var meanG = TBlock.Broadcast(TBlock.Sum(sums) / width);
            var minusMeanProduct = TBlock.Broadcast(-(TBlock.Sum(products) / width));
            for (var i = 0; i < width; i += Lanes)
            {
                var valid = Math.Min(width - i, Lanes);
                var normal = (TBlock.Load(x + i) - averages) * inverses;
                var g = TBlock.Load(dy + i) * TBlock.Load(weight + i);
                var inner = TBlock.MultiplyAdd(minusMeanProduct, normal, g - meanG);
                var before = TBlock.Load(dx + i);
                var after = TBlock.MultiplyAdd(inverses, inner, before);
                TBlock.Store(valid < Lanes ? TBlock.First(after, before, valid) : after, dx + i);
            }
        }
    }

    public override void SoftmaxRows(float* x, nint stride, int rows, int width, int* counts, float scale)
    {
        var padded = (width + Lanes - 1) / Lanes * Lanes;
        var zero = TBlock.Broadcast(0);
        var lowest = TBlock.Broadcast(float.NegativeInfinity);
        var scales = TBlock.Broadcast(scale);
        for (var row = 0; row < rows; row++, x += stride)
        {
            var count = counts[row];
            var full = count / Lanes * Lanes;
            var rest = count - full;
            var largest = lowest;
            for (var i = 0; i < full; i += Lanes)
            {
                largest = TBlock.Max(TBlock.Load(x + i) * scales, largest);
            }

            if (rest > 0)
            {
                largest = TBlock.Max(TBlock.First(TBlock.Load(x + full) * scales, lowest, rest), largest);
            }

            var top = TBlock.Broadcast(TBlock.Largest(largest));
            var sum = zero;
            for (var i = 0; i < full; i += Lanes)
            {
                var e = Exp((TBlock.Load(x + i) * scales) - top);
                TBlock.Store(e, x + i);
                sum += e;
            }

            if (rest > 0)
            {
                var e = TBlock.First(Exp((TBlock.Load(x + full) * scales) - top), zero, rest);
                TBlock.Store(e, x + full);
                sum += e;
            }

            var share = TBlock.Broadcast(1 / TBlock.Sum(sum));
            for (var i = 0; i < count; i += Lanes)
            {
                TBlock.Store(TBlock.Load(x + i) * share, x + i);
            }

            for (var i = (count + Lanes - 1) / Lanes * Lanes; i < padded; i += Lanes)
            {
                TBlock.Store(zero, x + i);
            }
        }
    }

    public override void SoftmaxRowsBackward(float* p, float* dp, nint stride, int rows, int width, int* counts, float scale)
    {
        var padded = (width + Lanes - 1) / Lanes * Lanes;
        var zero = TBlock.Broadcast(0);
        var scales = TBlock.Broadcast(scale);
        for (var row = 0; row < rows; row++, p += stride, dp += stride)
        {
            var count = counts[row];
            var sum = zero;
            for (var i = 0; i < count; i += Lanes)
            {
                var gradient = TBlock.First(TBlock.Load(dp + i), zero, Math.Min(count - i, Lanes));
                sum = TBlock.MultiplyAdd(TBlock.Load(p + i), gradient, sum);
            }

            var average = TBlock.Broadcast(TBlock.Sum(sum));
            for (var i = 0; i < padded; i += Lanes)
            {
                var value = TBlock.Load(p + i) * (TBlock.Load(dp + i) - average) * scales;
                TBlock.Store(TBlock.First(value, zero, Math.Clamp(count - i, 0, Lanes)), dp + i);
            }
        }
    }

    public override void Relu(float* x, float* y, nint count)
    {
        for (nint i = 0; i < count; i += Lanes)
        {
            var value = TBlock.Load(x + i);
            TBlock.Store(TBlock.WherePositive(value, value), y + i);
        }
    }

    public override void Gelu(float* x, float* y, nint count)
    {
        for (nint i = 0; i < count; i += Lanes)
        {
            var value = TBlock.Load(x + i);
            TBlock.Store(value * Sigmoid(value), y + i);
        }
    }

    public override void GeluBackward(float* x, float* dy, nint count)
    {
        var one = TBlock.Broadcast(1);
        var threeCubic = TBlock.Broadcast(3 * ScalarMath.GeluCubic);
        var twoScale = TBlock.Broadcast(2 * ScalarMath.GeluScale);
        for (nint i = 0; i < count; i += Lanes)
        {
            var value = TBlock.Load(x + i);
            var s = Sigmoid(value);
            var slope = TBlock.MultiplyAdd(threeCubic * value, value, one) * twoScale;
            var derivative = TBlock.MultiplyAdd(value * s * (one - s), slope, s);
            TBlock.Store(TBlock.Load(dy + i) * derivative, dy + i);
        }
    }

    public override void Add(float* x, float* y, nint count)
    {
        nint i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            TBlock.Store(TBlock.Load(y + i) + TBlock.Load(x + i), y + i);
        }

        for (; i < count; i++)
        {
            y[i] += x[i];
        }
    }

    public override void AddColumnSums(float* x, nint stride, int rows, int width, float* sums)
    {
        for (var i = 0; i < width; i += Lanes)
        {
            var sum = TBlock.Load(sums + i);
            var source = x + i;
            for (var row = 0; row < rows; row++, source += stride)
            {
                sum += TBlock.Load(source);
            }

            TBlock.Store(width - i < Lanes ? TBlock.First(sum, TBlock.Load(sums + i), width - i) : sum, sums + i);
        }
    }

    public override void AdamW(
        float* parameters, float* gradients, int shards, nint shardStride, float* mean, float* meanSquare, nint count, in AdamWConstants constants)
    {
        var keep = TBlock.Broadcast(constants.Keep);
        var share1 = TBlock.Broadcast(constants.Share1);
        var beta2 = TBlock.Broadcast(constants.Beta2);
        var share2 = TBlock.Broadcast(constants.Share2);
        var rootScale = TBlock.Broadcast(constants.RootScale);
        var epsilon = TBlock.Broadcast(constants.Epsilon);
        var minusStep = TBlock.Broadcast(-constants.StepSize);
        nint i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            var g = TBlock.Load(gradients + i);
            for (var shard = 1; shard < shards; shard++)
            {
                g += TBlock.Load(gradients + (shard * shardStride) + i);
            }

            var m = TBlock.Load(mean + i);
            m = TBlock.MultiplyAdd(share1, g - m, m);
            TBlock.Store(m, mean + i);
            var v = TBlock.MultiplyAdd(share2 * g, g, beta2 * TBlock.Load(meanSquare + i));
            TBlock.Store(v, meanSquare + i);
            var root = TBlock.MultiplyAdd(TBlock.Sqrt(v), rootScale, epsilon);
            TBlock.Store(TBlock.MultiplyAdd(minusStep, m / root, TBlock.Load(parameters + i) * keep), parameters + i);
        }

        for (; i < count; i++)
        {
            var g = gradients[i];
            for (var shard = 1; shard < shards; shard++)
            {
                g += gradients[(shard * shardStride) + i];
            }

            AdamWMath.Update(ref parameters[i], g, ref mean[i], ref meanSquare[i], constants);
        }
    }

    // The scalar meaning of each step stands in ScalarMath.Exp.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Exp(TBlock x)
    {
        var lowest = TBlock.Broadcast(ScalarMath.ExpLowest);
        var normal = x - lowest;
        x = TBlock.Min(TBlock.Max(x, lowest), TBlock.Broadcast(ScalarMath.ExpHighest));
        var shift = TBlock.Broadcast(ScalarMath.RoundingShift);
        var t = TBlock.MultiplyAdd(x, TBlock.Broadcast(ScalarMath.Log2E), shift);
        var n = t - shift;
        var r = TBlock.MultiplyAdd(n, TBlock.Broadcast(-ScalarMath.Ln2High), x);
        r = TBlock.MultiplyAdd(n, TBlock.Broadcast(-ScalarMath.Ln2Low), r);
        var p = TBlock.Broadcast(1f / 5040);
        p = TBlock.MultiplyAdd(p, r, TBlock.Broadcast(1f / 720));
        p = TBlock.MultiplyAdd(p, r, TBlock.Broadcast(1f / 120));
        p = TBlock.MultiplyAdd(p, r, TBlock.Broadcast(1f / 24));
        p = TBlock.MultiplyAdd(p, r, TBlock.Broadcast(1f / 6));
        p = TBlock.MultiplyAdd(p, r, TBlock.Broadcast(0.5f));
        p = TBlock.MultiplyAdd(p, r, TBlock.Broadcast(1f));
        p = TBlock.MultiplyAdd(p, r, TBlock.Broadcast(1f));
        return TBlock.WherePositive(p * TBlock.PowerOfTwo(t), normal);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Sigmoid(TBlock x)
    {
        var one = TBlock.Broadcast(1);
        var cubic = TBlock.MultiplyAdd(TBlock.Broadcast(ScalarMath.GeluCubic) * x, x, one) * x;
        return one / (one + Exp(TBlock.Broadcast(-2 * ScalarMath.GeluScale) * cubic));
    }
}
