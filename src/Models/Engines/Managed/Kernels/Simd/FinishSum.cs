using System.Runtime.CompilerServices;

namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary><see cref="ProductFinish.AddToOther"/>.</summary>
internal readonly unsafe struct FinishSum : IFinish
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TStrip>(TStrip value, float* other, float* destination)
        where TStrip : unmanaged, IStrip<TStrip> =>
        TStrip.StoreSum(value, other, destination);
}
