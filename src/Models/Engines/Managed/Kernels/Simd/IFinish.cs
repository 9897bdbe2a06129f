namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>A <see cref="ProductFinish"/> as a type: how one row of a finished register tile gets to C.</summary>
internal unsafe interface IFinish
{
    /// <summary>Stores a row.</summary>
    static abstract void Store<TStrip>(TStrip value, float* other, float* destination)
        where TStrip : unmanaged, IStrip<TStrip>;
}
