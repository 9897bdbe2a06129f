namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>One to three blocks of 16 columns side by side: one row of a register tile.</summary>
internal unsafe interface IStrip<T>
    where T : unmanaged, IStrip<T>
{
    /// <summary>Loads blocks that lie <paramref name="blockStride"/> elements apart.</summary>
    static abstract T Load(float* source, nint blockStride);

    /// <summary>Stores the blocks one after another.</summary>
    static abstract void Store(T value, float* destination);

    /// <summary>Stores other + value.</summary>
    static abstract void StoreSum(T value, float* other, float* destination);

    /// <summary>Stores the value where it is above 0, else +0.</summary>
    static abstract void StorePositive(T value, float* destination);

    /// <summary>Stores the value where the gate is above 0, else +0.</summary>
    static abstract void StoreWherePositive(T value, float* gate, float* destination);

    /// <summary>sum = a·b + sum in every lane, rounded once.</summary>
    static abstract void AddProduct(float a, T b, ref T sum);
}
