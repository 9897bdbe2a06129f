using FluentAssertions;
using Repro.Models.Numerics;
using Repro.Models.Randomness;
using Xunit;

namespace Repro.Models.Tests.Numerics;

[Trait(Tier.Name, Tier.Fast)]
public sealed class PortableMathTests
{
    private const int Points = 3_000;

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(-0.01, 0.01)]
    [InlineData(-50, 50)]
    [InlineData(-708, 709.78)]
    [InlineData(-745.1, -708)]
    public void Exp_WholeRange_LiesWithinOneUnitInTheLastPlace(double from, double to) =>
        WorstError(from, to, PortableMath.Exp, ExactMath.ExpError).Should().BeLessThan(1);

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.99, 1.01)]
    [InlineData(1e-300, 1e-299)]
    [InlineData(0.1, 1e6)]
    [InlineData(1e300, 1.7e308)]
    [InlineData(1e-320, 2.2e-308)]
    public void Log_WholeRange_LiesWithinOneUnitInTheLastPlace(double from, double to) =>
        WorstError(from, to, PortableMath.Log, ExactMath.LogError).Should().BeLessThan(1);

    [Theory]
    [InlineData(0, 0.7854)]
    [InlineData(0.785, 1.5707)]
    [InlineData(1.57, 1.571)]
    [InlineData(1.5707963, 1.5707964)]
    [InlineData(1.571, 2.357)]
    [InlineData(2.356, 3.1415)]
    [InlineData(3.1415, 3.14159265358979)]
    public void Cos_ZeroToPi_LiesWithinOneAndAHalfUnitsInTheLastPlace(double from, double to) =>
        WorstError(from, to, PortableMath.Cos, ExactMath.CosError).Should().BeLessThan(1.5);

    [Fact]
    public void Log_NumbersNextToOne_LiesWithinOneUnitInTheLastPlace()
    {
        for (var k = 1; k <= 52; k++)
        {
            foreach (var x in new[] { 1 + Math.ScaleB(1, -k), 1 - Math.ScaleB(1, -k - 1) })
            {
                ExactMath.LogError(x, PortableMath.Log(x)).Should().BeLessThan(1, "x is {0:R}", x);
            }
        }
    }

    /// <summary>The operating system's functions lie within 1 unit of the truth and these within 1.5, so whole units apart are at most 2.</summary>
    [Fact]
    public void AllFunctions_DenseGrid_AgreeWithSystemMathToTwoUnits()
    {
        for (var i = 0; i <= 200_000; i++)
        {
            var share = i / 200_000.0;
            ShouldAgree(PortableMath.Exp((share * 1_400) - 700), Math.Exp((share * 1_400) - 700));
            ShouldAgree(PortableMath.Exp((share * 4) - 2), Math.Exp((share * 4) - 2));
            ShouldAgree(PortableMath.Log((share * 100) + 1e-9), Math.Log((share * 100) + 1e-9));
            ShouldAgree(PortableMath.Log(share + 0.5), Math.Log(share + 0.5));
            ShouldAgree(PortableMath.Cos(share * Math.PI), Math.Cos(share * Math.PI));
        }
    }

    [Fact]
    public void Exp_EndsOfTheRange_AreExact()
    {
        PortableMath.Exp(0).Should().Be(1);
        PortableMath.Exp(-0.0).Should().Be(1);
        PortableMath.Exp(709.782712893384).Should().BeApproximately(double.MaxValue, 1e295);
        PortableMath.Exp(709.7827128933841).Should().Be(double.PositiveInfinity);
        PortableMath.Exp(double.PositiveInfinity).Should().Be(double.PositiveInfinity);
        PortableMath.Exp(-745.13).Should().Be(double.Epsilon);
        PortableMath.Exp(-745.14).Should().Be(0);
        PortableMath.Exp(double.NegativeInfinity).Should().Be(0);
        PortableMath.Exp(double.NaN).Should().Be(double.NaN);
    }

    [Fact]
    public void Log_EndsOfTheRange_AreExact()
    {
        PortableMath.Log(1).Should().Be(0);
        PortableMath.Log(0).Should().Be(double.NegativeInfinity);
        PortableMath.Log(-1).Should().Be(double.NaN);
        PortableMath.Log(double.NaN).Should().Be(double.NaN);
        PortableMath.Log(double.PositiveInfinity).Should().Be(double.PositiveInfinity);
        ExactMath.LogError(double.Epsilon, PortableMath.Log(double.Epsilon)).Should().BeLessThan(1);
        ExactMath.LogError(double.MaxValue, PortableMath.Log(double.MaxValue)).Should().BeLessThan(1);
    }

    [Fact]
    public void Cos_SpecialAngles_AreExact()
    {
        PortableMath.Cos(0).Should().Be(1);
        PortableMath.Cos(Math.PI).Should().Be(-1);

        // cos(π/2 as a double) is what that double lacks of π/2.
        PortableMath.Cos(Math.PI / 2).Should().Be(6.123233995736766e-17);
        ExactMath.CosError(Math.PI / 2, PortableMath.Cos(Math.PI / 2)).Should().BeLessThan(1);
        PortableMath.Cos(Math.PI / 3).Should().BeApproximately(0.5, 2e-16);
    }

    [Theory]
    [InlineData(-1e-300)]
    [InlineData(3.1415926535897936)]
    [InlineData(double.NaN)]
    public void Cos_OutsideItsRange_IsRefused(double x)
    {
        var cos = () => PortableMath.Cos(x);

        cos.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Power_RepeatedSquaring_FollowsTheProduct()
    {
        PortableMath.Power(0.9, 0).Should().Be(1);
        PortableMath.Power(0.9, 1).Should().Be(0.9);
        PortableMath.Power(-2, 63).Should().Be(-9223372036854775808.0);

        // Squaring k times loses at most about 2n units in the last place of value^n.
        for (var n = 1L; n <= 100_000; n = (n * 3) + 1)
        {
            PortableMath.Power(0.98, n).Should().BeApproximately(Math.Pow(0.98, n), Math.Pow(0.98, n) * n * 4e-16);
        }

        var negative = () => PortableMath.Power(2, -1);
        negative.Should().Throw<ArgumentOutOfRangeException>();
    }

    private static double WorstError(double from, double to, Func<double, double> function, Func<double, double, double> error)
    {
        var draws = new RandomSequence(7, StreamPurpose.Testing);
        var worst = 0.0;
        for (var i = 0; i < Points; i++)
        {
            var x = from + ((to - from) * draws.NextOpenUnit());
            worst = Math.Max(worst, error(x, function(x)));
        }

        return worst;
    }

    private static void ShouldAgree(double actual, double expected)
    {
        var units = Math.Abs(BitConverter.DoubleToInt64Bits(actual) - BitConverter.DoubleToInt64Bits(expected));
        if (units > 2)
        {
            Assert.Fail($"{actual:R} lies {units} units from {expected:R}.");
        }
    }
}
