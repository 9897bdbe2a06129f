namespace Repro.Models.Numerics;

/// <summary>
/// Elementary functions that give the same bits on every machine. <see cref="Math"/> calls the C runtime of the
/// operating system for these, so its last bit differs between systems; here only additions, multiplications, divisions,
/// fused multiply-adds and square roots are used, which IEEE 754 rounds in one way only.
/// </summary>
public static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double PiLow = 1.2246467991473532e-16;
    private const double Log2E = 1.44269504088896338700;

    /// <summary>e^x to within 1 unit in the last place; 0 below −745.2, +∞ above 709.8.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        if (x > 709.782712893384)
        {
            return double.PositiveInfinity;
        }

        if (x < -745.133219101941)
        {
            return 0;
        }

        // x = n ln 2 + r with |r| <= ln 2 / 2, ln 2 in two parts so that n ln 2 is exact enough.
        var n = Math.Round(x * Log2E, MidpointRounding.ToEven);
        var r = Math.FusedMultiplyAdd(-n, Ln2Low, Math.FusedMultiplyAdd(-n, Ln2High, x));

        // Taylor series to r^13: the first omitted term is below 2^-58 for |r| <= 0.3466.
        var p = 1.0 / 6227020800;
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 479001600);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 39916800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 3628800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 40320);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 5040);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 720);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 120);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 24);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 6);
        p = Math.FusedMultiplyAdd(p, r, 0.5);
        p = Math.FusedMultiplyAdd(p, r, 1.0);
        p = Math.FusedMultiplyAdd(p, r, 1.0);

        // Two factors keep the scale representable for results near the ends of the range.
        var half = (int)n / 2;
        return p * PowerOfTwo(half) * PowerOfTwo((int)n - half);
    }

    /// <summary>Natural logarithm to within 1 unit in the last place of a positive normal number; −∞ for 0, NaN below 0.</summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
        {
            return double.NaN;
        }

        if (x == 0)
        {
            return double.NegativeInfinity;
        }

        if (double.IsPositiveInfinity(x))
        {
            return x;
        }

        var exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0; // 2^54 lifts a subnormal number into the normal range
            exponent = -54;
        }

        // x = 2^e m with m in [sqrt(1/2), sqrt(2)): then log m = 2 atanh(s), s = (m - 1)/(m + 1), |s| <= 0.1716.
        var bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)((bits >> 52) & 0x7FF) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }

        var f = m - 1;
        var s = f / (m + 1);
        var z = s * s;

        // atanh series to s^23: the first omitted term is below 2^-60 of the sum.
        var p = 1.0 / 23;
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 21);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 19);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 17);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 15);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 13);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 11);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 9);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 7);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 5);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 3);

        // 2s = f - s f exactly in real numbers; f is exact, so the rounding error sits in the small terms only.
        var tail = Math.FusedMultiplyAdd(2 * s * z, p, -s * f);
        return Math.FusedMultiplyAdd(exponent, Ln2High, f + Math.FusedMultiplyAdd(exponent, Ln2Low, tail));
    }

    /// <summary>cos x for 0 ≤ x ≤ π to within 1.5 units in the last place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">x lies outside [0, π].</exception>
    public static double Cos(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x, Math.PI);

        // The nearest of 0, pi/2 and pi is subtracted, pi in two parts: near them the result, not just its error, is small.
        return x < 0.25 * Math.PI ? ShortCos(x)
            : x > 0.75 * Math.PI ? -ShortCos(Math.PI - x + PiLow)
            : -ShortSin(x - (0.5 * Math.PI) - (0.5 * PiLow));
    }

    /// <summary>value^exponent by repeated squaring.</summary>
    public static double Power(double value, long exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        var result = 1.0;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
            {
                result *= value;
            }

            value *= value;
        }

        return result;
    }

    // Taylor series for |x| <= pi/4: the first omitted terms are below 2^-58 of the result.
    private static double ShortCos(double x)
    {
        var z = x * x;
        var p = 1.0 / 20922789888000;
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 87178291200);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 479001600);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 3628800);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 40320);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 720);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 24);
        p = Math.FusedMultiplyAdd(p, z, -0.5);
        return Math.FusedMultiplyAdd(p, z, 1.0);
    }

    private static double ShortSin(double x)
    {
        var z = x * x;
        var p = 1.0 / 355687428096000;
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 1307674368000);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 6227020800);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 39916800);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 5040);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 120);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 6);
        return Math.FusedMultiplyAdd(x * z, p, x);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
