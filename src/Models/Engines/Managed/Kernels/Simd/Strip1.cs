using System.Runtime.CompilerServices;

namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>One block of 16 columns.</summary>
internal unsafe struct Strip1<TBlock>(TBlock a) : IStrip<Strip1<TBlock>>
    where TBlock : unmanaged, IBlock<TBlock>
{
    private TBlock _a = a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip1<TBlock> Load(float* source, nint blockStride) =>
        new(TBlock.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Strip1<TBlock> value, float* destination)
    {
        TBlock.Store(value._a, destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSum(Strip1<TBlock> value, float* other, float* destination)
    {
        TBlock.Store(TBlock.Load(other) + value._a, destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePositive(Strip1<TBlock> value, float* destination)
    {
        TBlock.Store(TBlock.WherePositive(value._a, value._a), destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWherePositive(Strip1<TBlock> value, float* gate, float* destination)
    {
        TBlock.Store(TBlock.WherePositive(value._a, TBlock.Load(gate)), destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(float a, Strip1<TBlock> b, ref Strip1<TBlock> sum)
    {
        var all = TBlock.Broadcast(a);
        TBlock.AddProduct(all, b._a, ref sum._a);
    }
}
