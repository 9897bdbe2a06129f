using BenchmarkDotNet.Attributes;
using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Memory;
using Repro.Perf.Work;

namespace Repro.Perf;

/// <summary>
/// Matrix products at the shapes that occur, on one thread: "forward" with packed weights and a bias, "weight" the gradient of the
/// weights (transposed left operand, plain right one).
/// </summary>
public unsafe class ProductBenchmarks : WorkloadBenchmark
{
    private Arena _arena = null!;
    private KernelSet _kernels = null!;
    private Product _product;

    /// <summary>rows × depth × columns.</summary>
    [Params(
        "144x96x96", "144x96x192", "144x96x384", "144x384x96", "3000x96x384", "64x32x96",
        "336x510x510", "336x510x1020", "336x510x2040", "336x2040x510", "3000x510x2040")]
    public string Shape { get; set; } = "";

    [Params("forward", "weight")]
    public string Kind { get; set; } = "";

    public override double Flops
    {
        get
        {
            var (rows, depth, columns) = Sizes();
            return 2.0 * rows * depth * columns;
        }
    }

    [GlobalSetup]
    public void Setup()
    {
        var (rows, depth, columns) = Sizes();
        _arena = new Arena();
        _kernels = KernelSelection.Default();
        var (depthStride, columnStride) = (Widths.Padded(depth), Widths.Padded(columns));
        if (columnStride % 256 == 0)
        {
            columnStride += 16;
        }

        if (depthStride % 256 == 0)
        {
            depthStride += 16;
        }

        var x = Filled(rows * depthStride);
        var y = Filled(rows * columnStride);
        var weights = Filled(depth * Widths.Padded(columns));
        _product = string.Equals(Kind, "forward", StringComparison.Ordinal)
            ? new Product
            {
                Rows = rows,
                Columns = columns,
                Depth = depth,
                A = x,
                ARow = depthStride,
                ADepth = 1,
                B = weights,
                BDepth = 16,
                BBlock = (nint)16 * depth,
                C = y,
                CRow = columnStride,
                PaddedC = true,
                Start = ProductStart.Bias,
                Bias = Filled(columns),
            }
            : new Product
            {
                Rows = depth,
                Columns = columns,
                Depth = rows,
                A = x,
                ARow = 1,
                ADepth = depthStride,
                B = y,
                BDepth = columnStride,
                BBlock = 16,
                C = weights,
                CRow = columns,
                PaddedC = false,
            };
    }

    [GlobalCleanup]
    public void Cleanup() => _arena.Dispose();

    [Benchmark]
    public void Multiply() => _kernels.Multiply(_product);

    private (int Rows, int Depth, int Columns) Sizes()
    {
        var numbers = Shape.Split('x');
        return (int.Parse(numbers[0]), int.Parse(numbers[1]), int.Parse(numbers[2]));
    }

    private float* Filled(int count)
    {
        var data = _arena.Floats(count);
        new Span<float>(data, count).Fill(0.01f);
        return data;
    }
}
