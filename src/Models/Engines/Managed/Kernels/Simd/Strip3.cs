using System.Runtime.CompilerServices;

namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>Three blocks of 16 columns.</summary>
internal unsafe struct Strip3<TBlock>(TBlock a, TBlock b, TBlock c) : IStrip<Strip3<TBlock>>
    where TBlock : unmanaged, IBlock<TBlock>
{
    private TBlock _a = a;
    private TBlock _b = b;
    private TBlock _c = c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip3<TBlock> Load(float* source, nint blockStride) =>
        new(TBlock.Load(source), TBlock.Load(source + blockStride), TBlock.Load(source + (2 * blockStride)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Strip3<TBlock> value, float* destination)
    {
        TBlock.Store(value._a, destination);
        TBlock.Store(value._b, destination + 16);
        TBlock.Store(value._c, destination + 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSum(Strip3<TBlock> value, float* other, float* destination)
    {
        TBlock.Store(TBlock.Load(other) + value._a, destination);
        TBlock.Store(TBlock.Load(other + 16) + value._b, destination + 16);
        TBlock.Store(TBlock.Load(other + 32) + value._c, destination + 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePositive(Strip3<TBlock> value, float* destination)
    {
        TBlock.Store(TBlock.WherePositive(value._a, value._a), destination);
        TBlock.Store(TBlock.WherePositive(value._b, value._b), destination + 16);
        TBlock.Store(TBlock.WherePositive(value._c, value._c), destination + 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWherePositive(Strip3<TBlock> value, float* gate, float* destination)
    {
        TBlock.Store(TBlock.WherePositive(value._a, TBlock.Load(gate)), destination);
        TBlock.Store(TBlock.WherePositive(value._b, TBlock.Load(gate + 16)), destination + 16);
        TBlock.Store(TBlock.WherePositive(value._c, TBlock.Load(gate + 32)), destination + 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(float a, Strip3<TBlock> b, ref Strip3<TBlock> sum)
    {
        var all = TBlock.Broadcast(a);
        TBlock.AddProduct(all, b._a, ref sum._a);
        TBlock.AddProduct(all, b._b, ref sum._b);
        TBlock.AddProduct(all, b._c, ref sum._c);
    }
}
