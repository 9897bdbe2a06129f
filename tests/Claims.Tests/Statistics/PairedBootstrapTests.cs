using FluentAssertions;
using Repro.Claims.Statistics;
using Repro.Models.Randomness;
using Xunit;

namespace Repro.Claims.Tests.Statistics;

[Trait(Tier.Name, Tier.Fast)]
public class PairedBootstrapTests
{
    [Fact]
    public void Mean_EqualDifferences_IsThatPoint() =>
        PairedBootstrap.Mean([0.75, 0.75, 0.75]).Should().Be(new Interval(0.75, 0.75, 0.95));

    // Of 5^5 equally likely resamples of 0, 0, 0, 0 and 5 the mean is k with the probability of k hits in 5 draws of 1/5:
    // below 1 in 32.8 %, above 3 in 0.7 %, above 2 in 5.8 %.
    [Fact]
    public void Mean_OneDifferenceOfFive_HasTheBinomialQuantiles() =>
        PairedBootstrap.Mean([0, 0, 0, 0, 5]).Should().Be(new Interval(0, 3, 0.95));

    [Fact]
    public void Mean_Mirrored_IsMirrored()
    {
        double[] differences = [0.1, -0.4, 0.7, 0.2, 1.5];
        var interval = PairedBootstrap.Mean(differences);

        PairedBootstrap.Mean([.. differences.Select(difference => -difference)]).Should().Be(new Interval(-interval.Upper, -interval.Lower, 0.95));
        interval.Lower.Should().BeLessThan(differences.Average()).And.BeGreaterThan(differences.Min());
    }

    // The documented weakness of five pairs: a nominal 2.5 % is about 8 %.
    [Fact]
    public void Mean_FivePairsOfNoise_LiesAboveZeroInAboutEightPercent()
    {
        const int Samples = 500;
        var random = new RandomSequence(5, StreamPurpose.Testing);
        var above = 0;
        for (var sample = 0; sample < Samples; sample++)
        {
            var differences = new double[5];
            for (var pair = 0; pair < differences.Length; pair++)
            {
                differences[pair] = random.NextGaussian();
            }

            above += PairedBootstrap.Mean(differences).Lower > 0 ? 1 : 0;
        }

        // Four standard deviations of the count; 2.5 % would be 12.
        above.Should().BeInRange(40 - 24, 40 + 24);
    }

    // What the claims on the matched study rely on for their control.
    [Fact]
    public void Mean_SignsOfFivePairsExchangedInEveryWay_LiesAboveZeroInAtMostOneOfEight()
    {
        const int Ways = 32;
        var random = new RandomSequence(6, StreamPurpose.Testing);
        var most = 0;
        for (var sample = 0; sample < 15; sample++)
        {
            var sizes = new double[5];
            for (var pair = 0; pair < sizes.Length; pair++)
            {
                sizes[pair] = Math.Pow(10, -4 * random.NextOpenUnit());
            }

            var above = Enumerable.Range(0, Ways)
                .Count(way => PairedBootstrap.Mean([.. sizes.Select((size, pair) => (way >> pair & 1) == 1 ? -size : size)]).Lower > 0);
            above.Should().BeInRange(1, Ways / 8);
            most = Math.Max(most, above);
        }

        most.Should().BeGreaterThan(1);
    }

    [Fact]
    public void Mean_TooFewOrNotNumbers_IsRefused()
    {
        FluentActions.Invoking(() => PairedBootstrap.Mean([1])).Should().Throw<ArgumentException>().WithMessage("*at least 2 pairs; there are 1*");
        FluentActions.Invoking(() => PairedBootstrap.Mean([1, double.NaN])).Should().Throw<ArgumentException>().WithMessage("*1, NaN*finite*");
    }
}
