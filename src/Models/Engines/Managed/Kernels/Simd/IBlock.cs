namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>
/// Sixteen float32 lanes: one AVX-512 register, two AVX2 registers or four NEON registers. All kernels that are not matrix
/// products are written once over this interface, so lane i of a reduction sees the same numbers in the same order on every
/// processor, and the bits agree. All operations are IEEE 754 operations per lane.
/// </summary>
internal unsafe interface IBlock<T>
    where T : unmanaged, IBlock<T>
{
    /// <summary>Number of lanes of every implementation.</summary>
    const int Lanes = 16;

    static abstract T Load(float* source);

    static abstract void Store(T value, float* destination);

    /// <summary>Asks for the cache lines of <paramref name="count"/> numbers ahead of their use; does nothing where .NET has no instruction for it.</summary>
    static abstract void Prefetch(float* numbers, int count);

    static abstract T Broadcast(float value);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>sum = a·b + sum, rounded once; in place, so that the compiler adds into the register that holds the sum.</summary>
    static abstract void AddProduct(T a, T b, ref T sum);

    static abstract T Max(T left, T right);

    static abstract T Min(T left, T right);

    static abstract T Sqrt(T value);

    /// <summary>The value where the gate is above 0, else +0.</summary>
    static abstract T WherePositive(T value, T gate);

    /// <summary>Lanes 0 … count − 1 of <paramref name="value"/>, the others of <paramref name="other"/>.</summary>
    static abstract T First(T value, T other, int count);

    /// <summary>
    /// For t = 1.5·2²³ + n with a whole n in −126 … 127: the number 2ⁿ, made from the low mantissa bits of t, which hold n.
    /// </summary>
    static abstract T PowerOfTwo(T t);

    /// <summary>
    /// The sum of all lanes by the fixed tree: lane i with lane i + 8, then with i + 4, i + 2 and i + 1.
    /// </summary>
    static abstract float Sum(T value);

    /// <summary>The largest lane.</summary>
    static abstract float Largest(T value);
}
