using System.Runtime.CompilerServices;

namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>Two blocks of 16 columns.</summary>
internal unsafe struct Strip2<TBlock>(TBlock a, TBlock b) : IStrip<Strip2<TBlock>>
    where TBlock : unmanaged, IBlock<TBlock>
{
    private TBlock _a = a;
    private TBlock _b = b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip2<TBlock> Load(float* source, nint blockStride) =>
        new(TBlock.Load(source), TBlock.Load(source + blockStride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Strip2<TBlock> value, float* destination)
    {
        TBlock.Store(value._a, destination);
        TBlock.Store(value._b, destination + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSum(Strip2<TBlock> value, float* other, float* destination)
    {
        TBlock.Store(TBlock.Load(other) + value._a, destination);
        TBlock.Store(TBlock.Load(other + 16) + value._b, destination + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePositive(Strip2<TBlock> value, float* destination)
    {
        TBlock.Store(TBlock.WherePositive(value._a, value._a), destination);
        TBlock.Store(TBlock.WherePositive(value._b, value._b), destination + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWherePositive(Strip2<TBlock> value, float* gate, float* destination)
    {
        TBlock.Store(TBlock.WherePositive(value._a, TBlock.Load(gate)), destination);
        TBlock.Store(TBlock.WherePositive(value._b, TBlock.Load(gate + 16)), destination + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(float a, Strip2<TBlock> b, ref Strip2<TBlock> sum)
    {
        var all = TBlock.Broadcast(a);
        TBlock.AddProduct(all, b._a, ref sum._a);
        TBlock.AddProduct(all, b._b, ref sum._b);
    }
}
