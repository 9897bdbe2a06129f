using FluentAssertions;
using Repro.Claims.Statistics;
using Xunit;

namespace Repro.Claims.Tests.Statistics;

[Trait(Tier.Name, Tier.Fast)]
public class FisherExactTests
{
    // The lady tasting tea: 3 of 4 against 1 of 4 has a tail of 17/70, 4 of 4 against 0 of 4 one of 1/70.
    [Theory]
    [InlineData(3, 4, 1, 4, 34 / 70.0)]
    [InlineData(1, 4, 3, 4, 34 / 70.0)]
    [InlineData(4, 4, 0, 4, 2 / 70.0)]
    [InlineData(0, 4, 4, 4, 2 / 70.0)]
    [InlineData(2, 4, 2, 4, 1)]
    [InlineData(0, 10, 0, 1_000_000, 1)]
    public void PValue_KnownTables_IsTwiceTheSmallerTail(long hits, long trials, long otherHits, long otherTrials, double expected) =>
        FisherExact.PValue(hits, trials, otherHits, otherTrials).Should().BeApproximately(expected, 1e-9);

    [Fact]
    public void PValue_OneHitInASmallSample_IsTheSamplesShare() =>
        FisherExact.PValue(1, 10_000, 0, 990_000).Should().BeApproximately(0.02, 1e-6);

    [Fact]
    public void PValue_RatesFarApart_IsSmallAndRatesAlike_IsNot()
    {
        FisherExact.PValue(200, 10_000, 12_621, 1_000_000).Should().BeLessThan(1e-8);
        FisherExact.PValue(126, 10_000, 12_621, 1_000_000).Should().BeGreaterThan(0.5);
        FisherExact.PValue(60, 10_000, 12_621, 1_000_000).Should().BeLessThan(1e-8);
    }

    // 1 minus the lower tail would be 0. Expected is the exact sum of the tail's fractions, times 2.
    [Theory]
    [InlineData(53, 9_325, 163, 90_675, 9.180089736143116e-11)]
    public void PValue_SmallUpperTail_IsNotLostInADifferenceFromOne(long hits, long trials, long otherHits, long otherTrials, double expected)
    {
        var p = FisherExact.PValue(hits, trials, otherHits, otherTrials);

        (p / expected).Should().BeApproximately(1, 1e-4);
        FisherExact.PValue(otherHits, otherTrials, hits, trials).Should().Be(p, "it is the same question");
    }

    [Theory]
    [InlineData(2, 1, 0, 1)]
    [InlineData(-1, 1, 0, 1)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(0, 1, 0, int.MaxValue)]
    public void PValue_CountsOutOfRange_AreRefused(long hits, long trials, long otherHits, long otherTrials) =>
        FluentActions.Invoking(() => FisherExact.PValue(hits, trials, otherHits, otherTrials)).Should().Throw<ArgumentException>();
}
