namespace Repro.Models.Engines.Managed.Kernels;

/// <summary>
/// The reference: plain loops, one number at a time, in the order that the contract fixes. Slow, and the meaning of all
/// faster kernels.
/// </summary>
internal sealed unsafe class ScalarKernels : KernelSet
{
    private const int Lanes = 16;

    public override string Name => "scalar";

    public override void Multiply(in Product product)
    {
        var columns = product.PaddedC ? (product.Columns + Lanes - 1) / Lanes * Lanes : product.Columns;
        for (var i = 0; i < product.Rows; i++)
        {
            for (var n = 0; n < columns; n++)
            {
                var c = product.C + (i * product.CRow) + n;
                var sum = product.Start switch
                {
                    ProductStart.Bias => product.Bias[n],
                    ProductStart.Accumulate => *c,
                    _ => 0f,
                };
                var a = product.A + (i * product.ARow);
                var b = product.B + (n / Lanes * product.BBlock) + (n % Lanes);
                for (var k = 0; k < product.Depth; k++)
                {
                    sum = MathF.FusedMultiplyAdd(a[k * product.ADepth], b[k * product.BDepth], sum);
                }

                *c = product.Finish switch
                {
                    ProductFinish.AddToOther => product.Other[(i * product.OtherRow) + n] + sum,
                    ProductFinish.Relu => sum > 0 ? sum : 0,
                    ProductFinish.WhereOtherPositive => product.Other[(i * product.OtherRow) + n] > 0 ? sum : 0,
                    _ => sum,
                };
            }
        }
    }

    public override void RowMoments(float* x, nint stride, int rows, int width, float epsilon, float* mean, float* scale)
    {
        Span<float> lanes = stackalloc float[Lanes];
        for (var row = 0; row < rows; row++, x += stride)
        {
            lanes.Clear();
            for (var i = 0; i < width; i++)
            {
                lanes[i % Lanes] += x[i];
            }

            mean[row] = ScalarMath.Sum(lanes) / width;
            lanes.Clear();
            for (var i = 0; i < width; i++)
            {
                var centred = x[i] - mean[row];
                lanes[i % Lanes] = MathF.FusedMultiplyAdd(centred, centred, lanes[i % Lanes]);
            }

            scale[row] = MathF.Sqrt((ScalarMath.Sum(lanes) / width) + epsilon);
        }
    }

    public override void NormaliseRows(
        float* x, nint xStride, int rows, int width, float* mean, float* scale, float* weight, float* bias, float* y, nint yStride)
    {
        for (var row = 0; row < rows; row++, x += xStride, y += yStride)
        {
            var inverse = 1 / scale[row];
            for (var i = 0; i < width; i++)
            {
                y[i] = MathF.FusedMultiplyAdd((x[i] - mean[row]) * inverse, weight[i], bias[i]);
            }

            for (var i = width; i % Lanes != 0; i++)
            {
                y[i] = 0;
            }
        }
    }

    public override void NormaliseRowsBackward(
        float* x, nint xStride, float* dy, nint dyStride, int rows, int width, float* mean, float* scale, float* weight,
        float* dx, nint dxStride, float* dWeight, float* dBias)
    {
        Span<float> sums = stackalloc float[Lanes];
        Span<float> products = stackalloc float[Lanes];
        for (var row = 0; row < rows; row++, x += xStride, dy += dyStride, dx += dxStride)
        {
            var inverse = 1 / scale[row];
            sums.Clear();
            products.Clear();
            for (var i = 0; i < width; i++)
            {
                var normal = (x[i] - mean[row]) * inverse;
                var g = dy[i] * weight[i];
                sums[i % Lanes] += g;
                products[i % Lanes] = MathF.FusedMultiplyAdd(g, normal, products[i % Lanes]);
                dWeight[i] = MathF.FusedMultiplyAdd(dy[i], normal, dWeight[i]);
                dBias[i] += dy[i];
            }

            var meanG = ScalarMath.Sum(sums) / width;
            var meanProduct = ScalarMath.Sum(products) / width;
            for (var i = 0; i < width; i++)
            {
                var normal = (x[i] - mean[row]) * inverse;
                var g = dy[i] * weight[i];
                var inner = MathF.FusedMultiplyAdd(-meanProduct, normal, g - meanG);
                dx[i] = MathF.FusedMultiplyAdd(inverse, inner, dx[i]);
            }
        }
    }

    public override void SoftmaxRows(float* x, nint stride, int rows, int width, int* counts, float scale)
    {
        Span<float> lanes = stackalloc float[Lanes];
        for (var row = 0; row < rows; row++, x += stride)
        {
            var largest = float.NegativeInfinity;
            for (var i = 0; i < counts[row]; i++)
            {
                largest = ScalarMath.Max(x[i] * scale, largest);
            }

            lanes.Clear();
            for (var i = 0; i < counts[row]; i++)
            {
                x[i] = ScalarMath.Exp((x[i] * scale) - largest);
                lanes[i % Lanes] += x[i];
            }

            var share = 1 / ScalarMath.Sum(lanes);
            for (var i = 0; i < counts[row]; i++)
            {
                x[i] *= share;
            }

            for (var i = counts[row]; i < (width + Lanes - 1) / Lanes * Lanes; i++)
            {
                x[i] = 0;
            }
        }
    }

    public override void SoftmaxRowsBackward(float* p, float* dp, nint stride, int rows, int width, int* counts, float scale)
    {
        Span<float> lanes = stackalloc float[Lanes];
        for (var row = 0; row < rows; row++, p += stride, dp += stride)
        {
            lanes.Clear();
            for (var i = 0; i < counts[row]; i++)
            {
                lanes[i % Lanes] = MathF.FusedMultiplyAdd(p[i], dp[i], lanes[i % Lanes]);
            }

            var average = ScalarMath.Sum(lanes);
            for (var i = 0; i < counts[row]; i++)
            {
                dp[i] = p[i] * (dp[i] - average) * scale;
            }

            for (var i = counts[row]; i < (width + Lanes - 1) / Lanes * Lanes; i++)
            {
                dp[i] = 0;
            }
        }
    }

    public override void Relu(float* x, float* y, nint count)
    {
        for (nint i = 0; i < count; i++)
        {
            y[i] = x[i] > 0 ? x[i] : 0;
        }
    }

    public override void Gelu(float* x, float* y, nint count)
    {
        for (nint i = 0; i < count; i++)
        {
            y[i] = x[i] * Sigmoid(x[i]);
        }
    }

    public override void GeluBackward(float* x, float* dy, nint count)
    {
        for (nint i = 0; i < count; i++)
        {
            var s = Sigmoid(x[i]);
            var slope = MathF.FusedMultiplyAdd(3 * ScalarMath.GeluCubic * x[i], x[i], 1) * (2 * ScalarMath.GeluScale);
            dy[i] *= MathF.FusedMultiplyAdd(x[i] * s * (1 - s), slope, s);
        }
    }

    public override void Add(float* x, float* y, nint count)
    {
        for (nint i = 0; i < count; i++)
        {
            y[i] += x[i];
        }
    }

    public override void AddColumnSums(float* x, nint stride, int rows, int width, float* sums)
    {
        for (var row = 0; row < rows; row++, x += stride)
        {
            for (var i = 0; i < width; i++)
            {
                sums[i] += x[i];
            }
        }
    }

    public override void AdamW(
        float* parameters, float* gradients, int shards, nint shardStride, float* mean, float* meanSquare, nint count, in AdamWConstants constants)
    {
        for (nint i = 0; i < count; i++)
        {
            var g = gradients[i];
            for (var shard = 1; shard < shards; shard++)
            {
                g += gradients[(shard * shardStride) + i];
            }

            AdamWMath.Update(ref parameters[i], g, ref mean[i], ref meanSquare[i], constants);
        }
    }

    // 0.5 (1 + tanh u) = 1 / (1 + e^(-2u)) with u = sqrt(2/pi) (x + 0.044715 x^3): no cancellation for small x.
    private static float Sigmoid(float x)
    {
        var cubic = MathF.FusedMultiplyAdd(ScalarMath.GeluCubic * x, x, 1) * x;
        return 1 / (1 + ScalarMath.Exp(-2 * ScalarMath.GeluScale * cubic));
    }
}
