using System.Numerics;

namespace Repro.Models.Tests.Numerics;

/// <summary>
/// Elementary functions in whole-number arithmetic with 256 fraction bits, from their series: a reference whose error is far below
/// the last bit of a double, on any machine.
/// </summary>
internal static class ExactMath
{
    private const int Bits = 256;

    private static readonly BigInteger One = BigInteger.One << Bits;
    private static readonly BigInteger Ln2 = 2 * Atanh(One / 3);

    /// <summary>How far <paramref name="actual"/> lies from e^x, in units in the last place of e^x.</summary>
    public static double ExpError(double x, double actual)
    {
        var fixedX = Fixed(x);
        var n = BigInteger.Divide((2 * fixedX) + Ln2, 2 * Ln2);
        return UlpError(actual, Exp(fixedX - (n * Ln2)), (int)n);
    }

    /// <summary>How far <paramref name="actual"/> lies from ln x, in units in the last place of ln x.</summary>
    public static double LogError(double x, double actual)
    {
        var (mantissa, exponent) = Split(x);
        var length = (int)mantissa.GetBitLength();
        var m = (mantissa << Bits) >> (length - 1);
        return UlpError(actual, ((exponent + length - 1) * Ln2) + (2 * Atanh(((m - One) << Bits) / (m + One))), 0);
    }

    /// <summary>How far <paramref name="actual"/> lies from cos x, in units in the last place of cos x.</summary>
    public static double CosError(double x, double actual)
    {
        var fixedX = Fixed(x);
        var square = (fixedX * fixedX) >> Bits;
        var (sum, term) = (One, One);
        for (var k = 1; !term.IsZero; k++)
        {
            term = -((term * square) >> Bits) / ((2 * k) * ((2 * k) - 1));
            sum += term;
        }

        return UlpError(actual, sum, 0);
    }

    private static BigInteger Exp(BigInteger x)
    {
        var (sum, term) = (One, One);
        for (var k = 1; !term.IsZero; k++)
        {
            term = ((term * x) >> Bits) / k;
            sum += term;
        }

        return sum;
    }

    private static BigInteger Atanh(BigInteger x)
    {
        var square = (x * x) >> Bits;
        var (sum, power) = (BigInteger.Zero, x);
        for (var k = 1; BigInteger.Abs(power) > 1; k += 2)
        {
            sum += power / k;
            power = (power * square) >> Bits;
        }

        return sum;
    }

    private static BigInteger Fixed(double x)
    {
        var (mantissa, exponent) = Split(x);
        return Shift(mantissa, exponent + Bits);
    }

    private static (BigInteger Mantissa, int Exponent) Split(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        return (bits < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075);
    }

    // The reference is exact · 2^(scale − Bits).
    private static double UlpError(double actual, BigInteger exact, int scale)
    {
        const int Extra = 60;
        var top = (int)BigInteger.Abs(exact).GetBitLength() - 1 + scale - Bits;
        var ulp = Math.Max(top - 52, -1074);
        var (mantissa, exponent) = Split(actual);
        var difference = Shift(mantissa, exponent - ulp + Extra) - Shift(exact, scale - Bits - ulp + Extra);
        return Math.Abs(Math.ScaleB((double)difference, -Extra));
    }

    private static BigInteger Shift(BigInteger value, int left) => left >= 0 ? value << left : value >> -left;
}
