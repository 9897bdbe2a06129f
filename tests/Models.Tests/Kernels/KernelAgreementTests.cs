using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed.Kernels;
using Xunit;

namespace Repro.Models.Tests.Kernels;

/// <summary>Every kernel of this processor against the scalar reference: the same bits, the padding rules included.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed unsafe class KernelAgreementTests
{
    private const int Rows = 11;
    private const int Stride = 80;
    private static readonly KernelSet Scalar = KernelSelection.Named("scalar");

    public static TheoryData<string, int> FastKernelsAndWidths()
    {
        var data = new TheoryData<string, int>();
        foreach (var name in KernelSelection.Supported.Where(name => !string.Equals(name, "scalar", StringComparison.Ordinal)))
        {
            foreach (var width in new[] { 1, 5, 15, 16, 17, 31, 32, 33, 48, 63, 64 })
            {
                data.Add(name, width);
            }
        }

        return data;
    }

    public static TheoryData<string> FastKernels() =>
        [.. KernelSelection.Supported.Where(name => !string.Equals(name, "scalar", StringComparison.Ordinal))];

    [Fact]
    public void Supported_OnAnyProcessor_EndsWithTheReference() => KernelSelection.Supported.Last().Should().Be("scalar");

    [Theory]
    [MemberData(nameof(FastKernelsAndWidths))]
    public void RowMoments_AnyWidth_AgreesWithScalar(string name, int width)
    {
        using var buffers = new KernelBuffers(1);
        var x = buffers.Random(Rows * Stride);
        var (mean, scale) = (new float[Rows], new float[Rows]);
        var (mean2, scale2) = (new float[Rows], new float[Rows]);
        fixed (float* m = mean, s = scale, m2 = mean2, s2 = scale2)
        {
            KernelSelection.Named(name).RowMoments(x, Stride, Rows, width, 1e-5f, m, s);
            Scalar.RowMoments(x, Stride, Rows, width, 1e-5f, m2, s2);
        }

        Bits(mean).Should().Equal(Bits(mean2));
        Bits(scale).Should().Equal(Bits(scale2));
    }

    [Theory]
    [MemberData(nameof(FastKernelsAndWidths))]
    public void NormaliseRows_AnyWidth_AgreesWithScalar(string name, int width)
    {
        using var buffers = new KernelBuffers(2);
        var x = buffers.Random(Rows * Stride);
        var mean = buffers.Random(Rows);
        var scale = buffers.Random(Rows);
        var weight = buffers.Random(width);
        var bias = buffers.Random(width);
        Same(name, buffers, Rows * Stride, (kernels, y) => kernels.NormaliseRows(x, Stride, Rows, width, mean, scale, weight, bias, y, Stride));
    }

    [Theory]
    [MemberData(nameof(FastKernelsAndWidths))]
    public void NormaliseRowsBackward_AnyWidth_AgreesWithScalarAndLeavesWhatFollowsUntouched(string name, int width)
    {
        using var buffers = new KernelBuffers(3);
        var x = buffers.Random(Rows * Stride);
        var dy = buffers.Random(Rows * Stride);
        var mean = buffers.Random(Rows);
        var scale = buffers.Random(Rows);
        var weight = buffers.Random(width);
        var before = buffers.Random(Rows * Stride);
        foreach (var part in new[] { 0, 1, 2 })
        {
            Same(name, buffers, Rows * Stride, (kernels, result) =>
            {
                var dx = part == 0 ? result : buffers.Copy(before, Rows * Stride);
                var dWeight = part == 1 ? result : buffers.Copy(before, Rows * Stride);
                var dBias = part == 2 ? result : buffers.Copy(before, Rows * Stride);
                kernels.NormaliseRowsBackward(x, Stride, dy, Stride, Rows, width, mean, scale, weight, dx, Stride, dWeight, dBias);
            });
        }
    }

    [Theory]
    [MemberData(nameof(FastKernelsAndWidths))]
    public void SoftmaxRows_AnyWidth_AgreesWithScalarAndSumsToOne(string name, int width)
    {
        using var buffers = new KernelBuffers(4);
        var counts = buffers.Integers(Rows, row => 1 + (row * 7 % width));
        var result = Same(name, buffers, Rows * Stride, (kernels, x) => kernels.SoftmaxRows(x, Stride, Rows, width, counts, 3.5f));
        for (var row = 0; row < Rows; row++)
        {
            var sum = 0.0;
            for (var i = 0; i < width; i++)
            {
                sum += result[(row * Stride) + i];
                (i < counts[row] || result[(row * Stride) + i] == 0).Should().BeTrue();
            }

            // Each of at most 64 summands and the reciprocal carries a relative error of at most a few 2^-24.
            sum.Should().BeApproximately(1, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(FastKernelsAndWidths))]
    public void SoftmaxRowsBackward_AnyWidth_AgreesWithScalar(string name, int width)
    {
        using var buffers = new KernelBuffers(5);
        var counts = buffers.Integers(Rows, row => 1 + (row * 5 % width));
        var p = buffers.Random(Rows * Stride);
        for (var row = 0; row < Rows; row++)
        {
            // As the forward kernel leaves it: zero beyond the count.
            new Span<float>(p + (row * Stride) + counts[row], Stride - counts[row]).Clear();
        }

        Same(name, buffers, Rows * Stride, (kernels, dp) => kernels.SoftmaxRowsBackward(p, dp, Stride, Rows, width, counts, 0.25f));
    }

    [Theory]
    [MemberData(nameof(FastKernelsAndWidths))]
    public void AddColumnSums_AnyWidth_AgreesWithScalarAndLeavesWhatFollowsUntouched(string name, int width)
    {
        using var buffers = new KernelBuffers(6);
        var x = buffers.Random(Rows * Stride);
        Same(name, buffers, Stride, (kernels, sums) => kernels.AddColumnSums(x, Stride, Rows, width, sums));
    }

    [Theory]
    [MemberData(nameof(FastKernels))]
    public void ElementwiseKernels_AnyInput_AgreeWithScalar(string name)
    {
        using var buffers = new KernelBuffers(7);
        const int Count = 4096;
        var x = buffers.Random(Count, scale: 6);
        x[0] = 0;
        x[1] = -0f;
        x[2] = 1e-30f;
        x[3] = 60;
        x[4] = -60;
        Same(name, buffers, Count, (kernels, y) => kernels.Relu(x, y, Count));
        Same(name, buffers, Count, (kernels, y) => kernels.Gelu(x, y, Count));
        Same(name, buffers, Count, (kernels, y) => kernels.GeluBackward(x, y, Count));
        Same(name, buffers, Count, (kernels, y) => kernels.Add(x, y, Count - 3));
    }

    [Theory]
    [MemberData(nameof(FastKernels))]
    public void AdamW_WithRemainderAndShards_AgreesWithScalar(string name)
    {
        using var buffers = new KernelBuffers(8);
        const int Count = 333;
        var constants = new AdamWConstants(new AdamWStep(7, 1e-3));
        var gradients = buffers.Random(4 * 400);
        var mean = buffers.Random(Count);
        var square = buffers.Random(Count);
        for (var i = 0; i < Count; i++)
        {
            square[i] = Math.Abs(square[i]);
        }

        foreach (var shards in new[] { 1, 3, 4 })
        {
            foreach (var part in new[] { 0, 1, 2 })
            {
                var parameters = buffers.Random(Count);
                Same(
                    name,
                    buffers,
                    Count,
                    (kernels, result) => kernels.AdamW(
                        part == 0 ? result : buffers.Copy(parameters, Count),
                        gradients,
                        shards,
                        400,
                        part == 1 ? result : buffers.Copy(mean, Count),
                        part == 2 ? result : buffers.Copy(square, Count),
                        Count,
                        constants),
                    part switch { 0 => parameters, 1 => mean, _ => square });
            }
        }
    }

    // Runs both kernels on copies of the same buffer, compares every element (and the 16 behind it), returns the result.
    private static float* Same(string name, KernelBuffers buffers, int count, KernelCall call, float* start = null)
    {
        start = start is null ? buffers.Random(count) : start;
        var fast = buffers.Copy(start, count);
        var scalar = buffers.Copy(start, count);
        call(KernelSelection.Named(name), fast);
        call(Scalar, scalar);
        Bits(new ReadOnlySpan<float>(fast, count + 16)).Should().Equal(Bits(new ReadOnlySpan<float>(scalar, count + 16)));
        return fast;
    }

    private static int[] Bits(ReadOnlySpan<float> values)
    {
        var bits = new int[values.Length];
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = BitConverter.SingleToInt32Bits(values[i]);
        }

        return bits;
    }

    private delegate void KernelCall(KernelSet kernels, float* result);
}
