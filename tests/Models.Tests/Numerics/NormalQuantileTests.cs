using FluentAssertions;
using Repro.Models.Numerics;
using Xunit;

namespace Repro.Models.Tests.Numerics;

[Trait(Tier.Name, Tier.Fast)]
public sealed class NormalQuantileTests
{
    // Roots of the distribution function's series, solved with 60 decimal digits.
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.45, -0.12566134685507402)]
    [InlineData(0.25, -0.67448975019608171)]
    [InlineData(0.075, -1.4395314709384559)]
    [InlineData(0.074, -1.4466320671589785)]
    [InlineData(0.025, -1.9599639845400543)]
    [InlineData(0.001, -3.0902323061678136)]
    [InlineData(1e-10, -6.3613409024040566)]
    [InlineData(1.3887943864964021e-11, -6.6579046435011033)]
    [InlineData(1.1102230246251565e-16, -8.2095361516013874)]
    [InlineData(1e-20, -9.262340089798407)]
    [InlineData(1e-300, -37.047096299361201)]
    public void Of_KnownProbabilities_HasTheKnownQuantiles(double probability, double quantile) =>
        NormalQuantile.Of(probability).Should().BeApproximately(quantile, Math.Abs(quantile) * 1e-15);

    [Fact]
    public void Of_DyadicProbabilities_IsAntisymmetricAndIncreasing()
    {
        var previous = double.NegativeInfinity;
        for (var i = 1; i < 4_096; i++)
        {
            var probability = i / 4_096.0;
            var quantile = NormalQuantile.Of(probability);
            quantile.Should().BeGreaterThan(previous);
            NormalQuantile.Of(1 - probability).Should().Be(-quantile, "1 − {0} is exact", probability);
            previous = quantile;
        }
    }

    [Theory]
    [InlineData(0.075)]
    [InlineData(0.925)]
    [InlineData(1.3887943864964021e-11)]
    public void Of_WhereTwoFormulasMeet_HasNoJump(double seam)
    {
        var below = NormalQuantile.Of(seam * (1 - 1e-12));
        var above = NormalQuantile.Of(seam * (1 + 1e-12));

        // The slope is 1 / density; the formulas themselves differ by rounding only.
        var rise = 2e-12 * seam * Math.Sqrt(2 * Math.PI) * Math.Exp(above * above / 2);
        (above - below).Should().BeApproximately(rise, 1e-14);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Of_NoProbabilityInsideZeroAndOne_IsRefused(double probability)
    {
        var of = () => NormalQuantile.Of(probability);

        of.Should().Throw<ArgumentOutOfRangeException>();
    }
}
