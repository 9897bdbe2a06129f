using System.Runtime.CompilerServices;

namespace Repro.Models.Engines.Managed.Kernels;

/// <summary>
/// The scalar meaning of what the vector kernels do per lane, operation by operation, so that both give the same bits.
/// </summary>
internal static class ScalarMath
{
    /// <summary>1.5·2²³: adding it rounds a float of small magnitude to a whole number, which then sits in the low mantissa bits.</summary>
    public const float RoundingShift = 12582912f;

    /// <summary>1 / ln 2.</summary>
    public const float Log2E = 1.44269504f;

    /// <summary>ln 2 to 12 bits, so that n·Ln2High is exact for |n| below 2¹².</summary>
    public const float Ln2High = 0.693359375f;

    /// <summary>ln 2 − <see cref="Ln2High"/>.</summary>
    public const float Ln2Low = -2.12194440e-4f;

    /// <summary>At and below this exp is 0: the smallest argument with a normal result is −87.336.</summary>
    public const float ExpLowest = -87.3f;

    /// <summary>Arguments of exp are clamped to this, so that the result stays finite.</summary>
    public const float ExpHighest = 88f;

    /// <summary>√(2/π).</summary>
    public const float GeluScale = 0.7978845608f;

    /// <summary>Factor of x³ in the tanh form of GELU.</summary>
    public const float GeluCubic = 0.044715f;

    /// <summary>The left number if it is larger, else the right one (so a NaN on the left gives the right one).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float left, float right) => left > right ? left : right;

    /// <summary>The left number if it is smaller, else the right one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float left, float right) => left < right ? left : right;

    /// <summary>e^x with a relative error below 2⁻²² for x in −87.3 … 88; exactly 0 below (and for −∞), e⁸⁸ above.</summary>
    public static float Exp(float x)
    {
        var normal = x - ExpLowest > 0;
        x = Min(Max(x, ExpLowest), ExpHighest);
        var t = MathF.FusedMultiplyAdd(x, Log2E, RoundingShift);
        var n = t - RoundingShift;
        var r = MathF.FusedMultiplyAdd(n, -Ln2Low, MathF.FusedMultiplyAdd(n, -Ln2High, x));
        var p = 1f / 5040;
        p = MathF.FusedMultiplyAdd(p, r, 1f / 720);
        p = MathF.FusedMultiplyAdd(p, r, 1f / 120);
        p = MathF.FusedMultiplyAdd(p, r, 1f / 24);
        p = MathF.FusedMultiplyAdd(p, r, 1f / 6);
        p = MathF.FusedMultiplyAdd(p, r, 0.5f);
        p = MathF.FusedMultiplyAdd(p, r, 1f);
        p = MathF.FusedMultiplyAdd(p, r, 1f);
        return normal ? p * BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(t) << 23) + (127 << 23)) : 0;
    }

    /// <summary>The sum of 16 lanes by the tree of <see cref="Simd.IBlock{T}.Sum"/>.</summary>
    public static float Sum(ReadOnlySpan<float> lanes)
    {
        Span<float> sum = stackalloc float[8];
        for (var width = 8; width >= 1; width /= 2)
        {
            for (var i = 0; i < width; i++)
            {
                sum[i] = width == 8 ? lanes[i] + lanes[i + 8] : sum[i] + sum[i + width];
            }
        }

        return sum[0];
    }
}
