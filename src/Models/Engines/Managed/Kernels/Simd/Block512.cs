using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>
/// Sixteen lanes in one 512-bit register. AVX-512's own maximum and minimum give the right operand when a lane holds a NaN, as
/// <see cref="ScalarMath.Max"/> does.
/// </summary>
internal unsafe struct Block512(Vector512<float> v) : IBlock<Block512>
{
    private Vector512<float> _v = v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Block512 value, float* destination) => value._v.Store(destination);

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
    public static Block512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 operator +(Block512 left, Block512 right) => new(left._v + right._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 operator -(Block512 left, Block512 right) => new(left._v - right._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 operator *(Block512 left, Block512 right) => new(left._v * right._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 operator /(Block512 left, Block512 right) => new(left._v / right._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 MultiplyAdd(Block512 a, Block512 b, Block512 c)
    {
        AddProduct(a, b, ref c);
        return c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(Block512 a, Block512 b, ref Block512 sum) => sum._v = Vector512.FusedMultiplyAdd(a._v, b._v, sum._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Max(Block512 left, Block512 right) => new(Avx512F.Max(left._v, right._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Min(Block512 left, Block512 right) => new(Avx512F.Min(left._v, right._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Sqrt(Block512 value) => new(Vector512.Sqrt(value._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 WherePositive(Block512 value, Block512 gate) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(gate._v, Vector512<float>.Zero), value._v, Vector512<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 First(Block512 value, Block512 other, int count)
    {
        var mask = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(LaneMask.First(count))).AsSingle();
        return new(Vector512.ConditionalSelect(mask, value._v, other._v));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 PowerOfTwo(Block512 t) => new((Vector512.ShiftLeft(t._v.AsInt32(), 23) + Vector512.Create(127 << 23)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Block512 value)
    {
        var eight = value._v.GetLower() + value._v.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
        return two.ToScalar() + two.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Block512 value)
    {
        var eight = Avx.Max(value._v.GetLower(), value._v.GetUpper());
        var four = Sse.Max(eight.GetLower(), eight.GetUpper());
        var two = Sse.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3)));
        return Sse.MaxScalar(two, Vector128.Shuffle(two, Vector128.Create(1, 1, 1, 1))).ToScalar();
    }
}
