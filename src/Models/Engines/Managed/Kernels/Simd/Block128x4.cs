using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>Sixteen lanes in four 128-bit registers (ARM64 NEON).</summary>
internal unsafe struct Block128x4(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) : IBlock<Block128x4>
{
    private Vector128<float> _a = a;
    private Vector128<float> _b = b;
    private Vector128<float> _c = c;
    private Vector128<float> _d = d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 Load(float* source) =>
        new(Vector128.Load(source), Vector128.Load(source + 4), Vector128.Load(source + 8), Vector128.Load(source + 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Block128x4 value, float* destination)
    {
        value._a.Store(destination);
        value._b.Store(destination + 4);
        value._c.Store(destination + 8);
        value._d.Store(destination + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* numbers, int count)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 Broadcast(float value)
    {
        var all = Vector128.Create(value);
        return new(all, all, all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 operator +(Block128x4 left, Block128x4 right) =>
        new(left._a + right._a, left._b + right._b, left._c + right._c, left._d + right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 operator -(Block128x4 left, Block128x4 right) =>
        new(left._a - right._a, left._b - right._b, left._c - right._c, left._d - right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 operator *(Block128x4 left, Block128x4 right) =>
        new(left._a * right._a, left._b * right._b, left._c * right._c, left._d * right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 operator /(Block128x4 left, Block128x4 right) =>
        new(left._a / right._a, left._b / right._b, left._c / right._c, left._d / right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 MultiplyAdd(Block128x4 a, Block128x4 b, Block128x4 c)
    {
        AddProduct(a, b, ref c);
        return c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(Block128x4 a, Block128x4 b, ref Block128x4 sum)
    {
        sum._a = Vector128.FusedMultiplyAdd(a._a, b._a, sum._a);
        sum._b = Vector128.FusedMultiplyAdd(a._b, b._b, sum._b);
        sum._c = Vector128.FusedMultiplyAdd(a._c, b._c, sum._c);
        sum._d = Vector128.FusedMultiplyAdd(a._d, b._d, sum._d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 Max(Block128x4 left, Block128x4 right) =>
        new(Larger(left._a, right._a), Larger(left._b, right._b), Larger(left._c, right._c), Larger(left._d, right._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 Min(Block128x4 left, Block128x4 right) =>
        new(Smaller(left._a, right._a), Smaller(left._b, right._b), Smaller(left._c, right._c), Smaller(left._d, right._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 Sqrt(Block128x4 value) =>
        new(Vector128.Sqrt(value._a), Vector128.Sqrt(value._b), Vector128.Sqrt(value._c), Vector128.Sqrt(value._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 WherePositive(Block128x4 value, Block128x4 gate) =>
        new(Gated(value._a, gate._a), Gated(value._b, gate._b), Gated(value._c, gate._c), Gated(value._d, gate._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 First(Block128x4 value, Block128x4 other, int count)
    {
        ref var mask = ref MemoryMarshal.GetReference(LaneMask.First(count));
        return new(
            Vector128.ConditionalSelect(Vector128.LoadUnsafe(ref mask, 0).AsSingle(), value._a, other._a),
            Vector128.ConditionalSelect(Vector128.LoadUnsafe(ref mask, 4).AsSingle(), value._b, other._b),
            Vector128.ConditionalSelect(Vector128.LoadUnsafe(ref mask, 8).AsSingle(), value._c, other._c),
            Vector128.ConditionalSelect(Vector128.LoadUnsafe(ref mask, 12).AsSingle(), value._d, other._d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128x4 PowerOfTwo(Block128x4 t) =>
        new(Exponent(t._a), Exponent(t._b), Exponent(t._c), Exponent(t._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Block128x4 value)
    {
        // Lanes i and i + 8 first, as in the wider blocks: register a with c and b with d.
        var four = (value._a + value._c) + (value._b + value._d);
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
        return two.ToScalar() + two.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Block128x4 value)
    {
        var four = Larger(Larger(value._a, value._c), Larger(value._b, value._d));
        var two = Larger(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3)));
        return Larger(two, Vector128.Shuffle(two, Vector128.Create(1, 1, 1, 1))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Larger(Vector128<float> left, Vector128<float> right) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Smaller(Vector128<float> left, Vector128<float> right) =>
        Vector128.ConditionalSelect(Vector128.LessThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Gated(Vector128<float> value, Vector128<float> gate) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(gate, Vector128<float>.Zero), value, Vector128<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Exponent(Vector128<float> t) =>
        (Vector128.ShiftLeft(t.AsInt32(), 23) + Vector128.Create(127 << 23)).AsSingle();
}
