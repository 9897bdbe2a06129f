using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Repro.Perf.Work;

/// <summary>
/// The most float32 multiply-adds that one core of this machine does per second: a loop of independent ones on registers only,
/// at the widest vectors that the hardware has.
/// </summary>
public static class FmaPeak
{
    private const int Iterations = 2_000_000;
    private const int Chains = 12;

    /// <summary>GFLOP/s of one thread, the best of several trials of some milliseconds, measured now.</summary>
    public static double Measure(int trials = 15)
    {
        var best = 0.0;
        for (var trial = 0; trial < trials; trial++)
        {
            var start = Stopwatch.GetTimestamp();
            var width = Run(Iterations);
            best = Math.Max(best, 2.0 * width * Chains * Iterations / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9);
        }

        return best;
    }

    /// <summary>Runs the loop and returns the vector width in floats.</summary>
    public static int Run(int iterations)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Consume(Loop512(iterations, Vector512.Create(0.5f), Vector512.Create(0.25f))[0]);
            return 16;
        }

        if (Vector256.IsHardwareAccelerated)
        {
            Consume(Loop256(iterations, Vector256.Create(0.5f), Vector256.Create(0.25f))[0]);
            return 8;
        }

        Consume(Loop128(iterations, Vector128.Create(0.5f), Vector128.Create(0.25f))[0]);
        return 4;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Consume(float value) => GC.KeepAlive(value);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> Loop512(int iterations, Vector512<float> factor, Vector512<float> addend)
    {
        Vector512<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor;
        Vector512<float> g = factor, h = factor, i = factor, j = factor, k = factor, l = factor;
        for (var n = 0; n < iterations; n++)
        {
            a = Vector512.FusedMultiplyAdd(a, factor, addend);
            b = Vector512.FusedMultiplyAdd(b, factor, addend);
            c = Vector512.FusedMultiplyAdd(c, factor, addend);
            d = Vector512.FusedMultiplyAdd(d, factor, addend);
            e = Vector512.FusedMultiplyAdd(e, factor, addend);
            f = Vector512.FusedMultiplyAdd(f, factor, addend);
            g = Vector512.FusedMultiplyAdd(g, factor, addend);
            h = Vector512.FusedMultiplyAdd(h, factor, addend);
            i = Vector512.FusedMultiplyAdd(i, factor, addend);
            j = Vector512.FusedMultiplyAdd(j, factor, addend);
            k = Vector512.FusedMultiplyAdd(k, factor, addend);
            l = Vector512.FusedMultiplyAdd(l, factor, addend);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector256<float> Loop256(int iterations, Vector256<float> factor, Vector256<float> addend)
    {
        Vector256<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor;
        Vector256<float> g = factor, h = factor, i = factor, j = factor, k = factor, l = factor;
        for (var n = 0; n < iterations; n++)
        {
            a = Vector256.FusedMultiplyAdd(a, factor, addend);
            b = Vector256.FusedMultiplyAdd(b, factor, addend);
            c = Vector256.FusedMultiplyAdd(c, factor, addend);
            d = Vector256.FusedMultiplyAdd(d, factor, addend);
            e = Vector256.FusedMultiplyAdd(e, factor, addend);
            f = Vector256.FusedMultiplyAdd(f, factor, addend);
            g = Vector256.FusedMultiplyAdd(g, factor, addend);
            h = Vector256.FusedMultiplyAdd(h, factor, addend);
            i = Vector256.FusedMultiplyAdd(i, factor, addend);
            j = Vector256.FusedMultiplyAdd(j, factor, addend);
            k = Vector256.FusedMultiplyAdd(k, factor, addend);
            l = Vector256.FusedMultiplyAdd(l, factor, addend);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector128<float> Loop128(int iterations, Vector128<float> factor, Vector128<float> addend)
    {
        Vector128<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor;
        Vector128<float> g = factor, h = factor, i = factor, j = factor, k = factor, l = factor;
        for (var n = 0; n < iterations; n++)
        {
            a = Vector128.FusedMultiplyAdd(a, factor, addend);
            b = Vector128.FusedMultiplyAdd(b, factor, addend);
            c = Vector128.FusedMultiplyAdd(c, factor, addend);
            d = Vector128.FusedMultiplyAdd(d, factor, addend);
            e = Vector128.FusedMultiplyAdd(e, factor, addend);
            f = Vector128.FusedMultiplyAdd(f, factor, addend);
            g = Vector128.FusedMultiplyAdd(g, factor, addend);
            h = Vector128.FusedMultiplyAdd(h, factor, addend);
            i = Vector128.FusedMultiplyAdd(i, factor, addend);
            j = Vector128.FusedMultiplyAdd(j, factor, addend);
            k = Vector128.FusedMultiplyAdd(k, factor, addend);
            l = Vector128.FusedMultiplyAdd(l, factor, addend);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l;
    }
}
