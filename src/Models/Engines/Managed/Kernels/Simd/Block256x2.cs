using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>Sixteen lanes in two 256-bit registers (AVX2 with FMA).</summary>
internal unsafe struct Block256x2(Vector256<float> a, Vector256<float> b) : IBlock<Block256x2>
{
    private Vector256<float> _a = a;
    private Vector256<float> _b = b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 Load(float* source) =>
        new(Vector256.Load(source), Vector256.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Block256x2 value, float* destination)
    {
        value._a.Store(destination);
        value._b.Store(destination + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* numbers, int count)
    {
        for (var line = 0; line < count; line += 16)
        {
            Sse.Prefetch0(numbers + line);
        }

        Sse.Prefetch0(numbers + count - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 Broadcast(float value)
    {
        var all = Vector256.Create(value);
        return new(all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 operator +(Block256x2 left, Block256x2 right) =>
        new(left._a + right._a, left._b + right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 operator -(Block256x2 left, Block256x2 right) =>
        new(left._a - right._a, left._b - right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 operator *(Block256x2 left, Block256x2 right) =>
        new(left._a * right._a, left._b * right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 operator /(Block256x2 left, Block256x2 right) =>
        new(left._a / right._a, left._b / right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 MultiplyAdd(Block256x2 a, Block256x2 b, Block256x2 c)
    {
        AddProduct(a, b, ref c);
        return c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(Block256x2 a, Block256x2 b, ref Block256x2 sum)
    {
        sum._a = Vector256.FusedMultiplyAdd(a._a, b._a, sum._a);
        sum._b = Vector256.FusedMultiplyAdd(a._b, b._b, sum._b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 Max(Block256x2 left, Block256x2 right) =>
        new(Larger(left._a, right._a), Larger(left._b, right._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 Min(Block256x2 left, Block256x2 right) =>
        new(Smaller(left._a, right._a), Smaller(left._b, right._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 Sqrt(Block256x2 value) =>
        new(Vector256.Sqrt(value._a), Vector256.Sqrt(value._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 WherePositive(Block256x2 value, Block256x2 gate) =>
        new(Gated(value._a, gate._a), Gated(value._b, gate._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 First(Block256x2 value, Block256x2 other, int count)
    {
        ref var mask = ref MemoryMarshal.GetReference(LaneMask.First(count));
        return new(
            Vector256.ConditionalSelect(Vector256.LoadUnsafe(ref mask, 0).AsSingle(), value._a, other._a),
            Vector256.ConditionalSelect(Vector256.LoadUnsafe(ref mask, 8).AsSingle(), value._b, other._b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256x2 PowerOfTwo(Block256x2 t) =>
        new(Exponent(t._a), Exponent(t._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Block256x2 value)
    {
        var eight = value._a + value._b;
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
        return two.ToScalar() + two.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Block256x2 value)
    {
        var eight = Larger(value._a, value._b);
        var four = Larger(eight.GetLower(), eight.GetUpper());
        var two = Larger(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3)));
        return Larger(two, Vector128.Shuffle(two, Vector128.Create(1, 1, 1, 1))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Larger(Vector256<float> left, Vector256<float> right) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Larger(Vector128<float> left, Vector128<float> right) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Smaller(Vector256<float> left, Vector256<float> right) =>
        Vector256.ConditionalSelect(Vector256.LessThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Gated(Vector256<float> value, Vector256<float> gate) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(gate, Vector256<float>.Zero), value, Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exponent(Vector256<float> t) =>
        (Vector256.ShiftLeft(t.AsInt32(), 23) + Vector256.Create(127 << 23)).AsSingle();
}
