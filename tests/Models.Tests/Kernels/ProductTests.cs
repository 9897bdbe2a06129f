using FluentAssertions;
using Repro.Models.Engines.Managed.Kernels;
using Xunit;

namespace Repro.Models.Tests.Kernels;

/// <summary>Matrix products of every kernel against the scalar reference, for shapes around the tile sizes and all options.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed unsafe class ProductTests
{
    public static TheoryData<string, int, int, int> Shapes()
    {
        var data = new TheoryData<string, int, int, int>();
        foreach (var name in KernelSelection.Supported.Where(name => !string.Equals(name, "scalar", StringComparison.Ordinal)))
        {
            foreach (var (rows, columns, depth) in new[]
            {
                (1, 1, 1), (7, 15, 3), (8, 16, 16), (9, 17, 5), (6, 48, 33), (13, 49, 8), (16, 96, 32), (23, 101, 64), (3, 32, 100), (50, 30, 17),
                (346, 170, 350), (128, 50, 1153), // all operands lie apart, and a strip of B too deep to be copied
            })
            {
                data.Add(name, rows, columns, depth);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Multiply_AnyShapeAndOption_AgreesWithScalar(string name, int rows, int columns, int depth)
    {
        using var buffers = new KernelBuffers(9);
        var fast = KernelSelection.Named(name);
        var scalar = KernelSelection.Named("scalar");
        var padded = (columns + 15) / 16 * 16;
        var (rowsStride, depthStride) = (((rows + 15) / 16 * 16) + 16, ((depth + 15) / 16 * 16) + 16);
        var a = buffers.Random(Math.Max(rows * depthStride, depth * rowsStride));
        var b = buffers.Random(depth * (padded + 16));
        var bias = buffers.Random(padded);
        var other = buffers.Random(rows * (padded + 32));
        var room = buffers.Random((rows + 16) * depth);
        foreach (var (transposed, gathered) in new[] { (false, false), (true, false), (true, true) })
        {
            foreach (var packed in new[] { false, true })
            {
                foreach (var paddedC in new[] { false, true })
                {
                    foreach (var start in Enum.GetValues<ProductStart>())
                    {
                        foreach (var finish in Enum.GetValues<ProductFinish>())
                        {
                            var product = new Product
                            {
                                Rows = rows,
                                Columns = columns,
                                Depth = depth,
                                A = a,
                                ARow = transposed ? 1 : depthStride,
                                ADepth = transposed ? rowsStride : 1,
                                Room = gathered ? room : null,
                                B = b,
                                BDepth = packed ? 16 : padded + 16,
                                BBlock = packed ? 16 * depth : 16,
                                CRow = padded + 16,
                                PaddedC = paddedC,
                                Start = start,
                                Bias = bias,
                                Finish = finish,
                                Other = other,
                                OtherRow = padded + 32,
                            };
                            var before = buffers.Random(rows * (padded + 16));
                            var expected = Run(scalar, product, buffers, before);
                            Run(fast, product, buffers, before).Should().Equal(
                                expected, $"A transposed {transposed}, gathered {gathered}, B packed {packed}, C padded {paddedC}, {start}, {finish}");
                        }
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Multiply_TriangularOperands_AgreesWithScalarThatLeavesNothingOut(string name, int rows, int columns, int depth)
    {
        using var buffers = new KernelBuffers(10);
        var fast = KernelSelection.Named(name);
        var scalar = KernelSelection.Named("scalar");
        var padded = (columns + 15) / 16 * 16;
        var (rowsStride, depthStride) = (((rows + 15) / 16 * 16) + 16, ((depth + 15) / 16 * 16) + 16);
        var upTo = buffers.Integers(rows, row => Math.Min(depth, row + 1));
        var from = buffers.Integers(rows, row => Math.Min(depth, row));
        var visible = buffers.Integers(rows, row => Math.Min(columns, row + 1));
        foreach (var transposed in new[] { false, true })
        {
            foreach (var lower in new[] { false, true })
            {
                var a = buffers.Random(Math.Max(rows * depthStride, depth * rowsStride));
                var product = new Product
                {
                    Rows = rows,
                    Columns = columns,
                    Depth = depth,
                    A = a,
                    ARow = transposed ? 1 : depthStride,
                    ADepth = transposed ? rowsStride : 1,
                    B = buffers.Random(depth * (padded + 16)),
                    BDepth = padded + 16,
                    BBlock = 16,
                    CRow = padded + 16,
                    PaddedC = true,
                };
                for (var row = 0; row < rows; row++)
                {
                    for (var k = 0; k < depth; k++)
                    {
                        if (lower ? k >= upTo[row] : k < from[row])
                        {
                            a[(row * product.ARow) + (k * product.ADepth)] = 0;
                        }
                    }
                }

                var before = buffers.Random(rows * (padded + 16));
                var expected = Run(scalar, product, buffers, before);
                product.DepthUpTo = lower ? upTo : null;
                product.DepthFrom = lower ? null : from;
                Run(fast, product, buffers, before).Should().Equal(expected, $"A transposed {transposed}, lower {lower}");

                product.ColumnsUpTo = visible;
                var actual = Run(fast, product, buffers, before);
                for (var row = 0; row < rows; row++)
                {
                    var start = row * (int)product.CRow;
                    actual[start..(start + visible[row])].Should().Equal(expected[start..(start + visible[row])], $"row {row} sees that many");
                }
            }
        }
    }

    [Fact]
    public void Multiply_Scalar_IsOneChainOfFusedMultiplyAddsInDepthOrder()
    {
        // (1 + 2^-12)^2 - 1 - 2^-11 = 2^-24 needs the product unrounded; 2^30 and -2^30 show the order.
        var x = 1 + MathF.Pow(2, -12);
        float[] a = [-1 - MathF.Pow(2, -11), x, 1 << 30, -(1 << 30)];
        float[] b = [1, x, 1, 1];
        var c = new float[17];
        var wide = new float[16 * 4];
        for (var k = 0; k < 4; k++)
        {
            wide[16 * k] = b[k];
        }

        fixed (float* pa = a, pb = wide, pc = c)
        {
            KernelSelection.Named("scalar").Multiply(new Product
            {
                Rows = 1,
                Columns = 1,
                Depth = 2,
                A = pa,
                ARow = 4,
                ADepth = 1,
                B = pb,
                BDepth = 16,
                BBlock = 16 * 4,
                C = pc,
                CRow = 16,
            });
            c[0].Should().Be(MathF.Pow(2, -24));

            KernelSelection.Named("scalar").Multiply(new Product
            {
                Rows = 1,
                Columns = 1,
                Depth = 4,
                A = pa,
                ARow = 4,
                ADepth = 1,
                B = pb,
                BDepth = 16,
                BBlock = 16 * 4,
                C = pc,
                CRow = 16,
            });
            c[0].Should().Be(0, "2^-24 is lost when 2^30 is added before -2^30");
        }
    }

    private static float[] Run(KernelSet kernels, Product product, KernelBuffers buffers, float* before)
    {
        var count = product.Rows * (int)product.CRow;
        product.C = buffers.Copy(before, count);
        kernels.Multiply(product);
        return new ReadOnlySpan<float>(product.C, count + 16).ToArray();
    }
}
