using BenchmarkDotNet.Attributes;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Memory;
using Repro.Perf.Work;

namespace Repro.Perf;

/// <summary>Kernels that are not products, per call on 144 rows (AdamW: 100,000 parameters, four shards), on one thread.</summary>
public unsafe class RowKernelBenchmarks : WorkloadBenchmark
{
    private const int Rows = 144;
    private const int Parameters = 100_000;
    private readonly AdamWConstants _constants = new(new AdamWStep(10, 1e-3));
    private Arena _arena = null!;
    private KernelSet _kernels = null!;
    private float* _x;
    private float* _y;
    private float* _mean;
    private float* _scale;
    private float* _weight;
    private float* _bias;
    private float* _dWeight;
    private float* _dBias;
    private int* _counts;
    private float* _flat;
    private int _stride;

    [Params(96, 510)]
    public int Width { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _arena = new Arena();
        _kernels = KernelSelection.Default();
        _stride = Widths.Padded(Width);
        _x = Filled(Rows * _stride);
        _y = Filled(Rows * _stride);
        _mean = Filled(Rows);
        _scale = Filled(Rows);
        _weight = Filled(_stride);
        _bias = Filled(_stride);
        _dWeight = Filled(_stride);
        _dBias = Filled(_stride);
        _counts = _arena.Integers(Rows);
        new Span<int>(_counts, Rows).Fill(Width);
        _flat = Filled(7 * Parameters);
    }

    [GlobalCleanup]
    public void Cleanup() => _arena.Dispose();

    [Benchmark]
    public void LayerNorm()
    {
        _kernels.RowMoments(_x, _stride, Rows, Width, 1e-5f, _mean, _scale);
        _kernels.NormaliseRows(_x, _stride, Rows, Width, _mean, _scale, _weight, _bias, _y, _stride);
    }

    [Benchmark]
    public void LayerNormBackward() =>
        _kernels.NormaliseRowsBackward(_x, _stride, _y, _stride, Rows, Width, _mean, _scale, _weight, _x, _stride, _dWeight, _dBias);

    [Benchmark]
    public void Softmax() => _kernels.SoftmaxRows(_x, _stride, Rows, Width, _counts, 0.1f);

    [Benchmark]
    public void SoftmaxBackward() => _kernels.SoftmaxRowsBackward(_x, _y, _stride, Rows, Width, _counts, 0.1f);

    [Benchmark]
    public void Gelu() => _kernels.Gelu(_x, _y, Rows * _stride);

    [Benchmark]
    public void AdamW() => _kernels.AdamW(
        _flat, _flat + Parameters, 4, Parameters, _flat + (5 * Parameters), _flat + (6 * Parameters), Parameters, _constants);

    private float* Filled(int count)
    {
        var data = _arena.Floats(count);
        new Span<float>(data, count).Fill(0.5f);
        return data;
    }
}
