using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Randomness;

namespace Repro.Models.Tests.Kernels;

/// <summary>Native buffers of reproducible numbers for kernel tests.</summary>
internal sealed unsafe class KernelBuffers(uint seed) : IDisposable
{
    private readonly Arena _arena = new();
    private RandomSequence _random = new(seed, StreamPurpose.Testing);

    /// <summary>Normal numbers, the padding included: kernels must not depend on what stands there.</summary>
    public float* Random(int count, double scale = 1)
    {
        var data = _arena.Floats(count);
        for (var i = 0; i < count + 16; i++)
        {
            data[i] = (float)(scale * _random.NextGaussian());
        }

        return data;
    }

    public float* Copy(float* source, int count)
    {
        var data = _arena.Floats(count);
        new ReadOnlySpan<float>(source, count + 16).CopyTo(new Span<float>(data, count + 16));
        return data;
    }

    public int* Integers(int count, Func<int, int> value)
    {
        var data = _arena.Integers(count);
        for (var i = 0; i < count; i++)
        {
            data[i] = value(i);
        }

        return data;
    }

    public void Dispose() => _arena.Dispose();
}
