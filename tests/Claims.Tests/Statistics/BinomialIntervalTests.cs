using FluentAssertions;
using Repro.Claims.Statistics;
using Xunit;

namespace Repro.Claims.Tests.Statistics;

[Trait(Tier.Name, Tier.Fast)]
public class BinomialIntervalTests
{
    // The exact bounds of errors in 1,000,000 questions, recomputed from arXiv 2402.02619; three digits are given.
    [Theory]
    [InlineData(0, 0, 3.69e-6)]
    [InlineData(1, 2.53e-8, 5.57e-6)]
    [InlineData(2, 2.42e-7, 7.22e-6)]
    [InlineData(3, 6.19e-7, 8.77e-6)]
    [InlineData(8, 3.45e-6, 1.58e-5)]
    [InlineData(10, 4.80e-6, 1.84e-5)]
    [InlineData(199, 1.72e-4, 2.29e-4)]
    [InlineData(297, 2.64e-4, 3.33e-4)]
    public void ClopperPearson_PublishedCounts_GiveExactBounds(long errors, double lower, double upper)
    {
        var bounds = BinomialInterval.ClopperPearson(errors, 1_000_000);

        // Half a unit of the third digit is at most 0.5 % of the value.
        bounds.Lower.Should().BeApproximately(lower, (0.005 * lower) + 1e-15);
        bounds.Upper.Should().BeApproximately(upper, 0.005 * upper);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1_000_000)]
    public void ClopperPearson_NoHitsOrOnlyHits_MeetTheClosedForm(long trials)
    {
        // No hit: (1 − upper)^N = 0.025.
        var closed = 1 - Math.Pow(0.025, 1.0 / trials);

        var none = BinomialInterval.ClopperPearson(0, trials);
        var all = BinomialInterval.ClopperPearson(trials, trials);

        none.Lower.Should().Be(0);
        none.Upper.Should().BeApproximately(closed, 1e-6 * closed);
        all.Upper.Should().Be(1);
        all.Lower.Should().BeApproximately(1 - closed, 1e-11);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(5, 10)]
    [InlineData(17, 400)]
    [InlineData(12, 20_000)]
    public void ClopperPearson_Bounds_LeaveTwoAndAHalfPercentInEachTail(long hits, long trials)
    {
        var bounds = BinomialInterval.ClopperPearson(hits, trials);

        // P(at least that many | lower) = P(at most that many | upper) = 0.025, summed term by term.
        (1 - AtMost(hits - 1, trials, bounds.Lower)).Should().BeApproximately(0.025, 1e-6);
        AtMost(hits, trials, bounds.Upper).Should().BeApproximately(0.025, 1e-6);
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(0, 0)]
    public void ClopperPearson_ImpossibleCount_NamesIt(long hits, long trials) =>
        FluentActions.Invoking(() => BinomialInterval.ClopperPearson(hits, trials))
            .Should().Throw<ArgumentException>().WithMessage($"{hits} of {trials}*");

    private static double AtMost(long hits, long trials, double p)
    {
        var term = Math.Pow(1 - p, trials);
        var sum = 0.0;
        for (var k = 0L; k <= hits; k++)
        {
            sum += term;
            term *= (trials - k) / (k + 1.0) * p / (1 - p);
        }

        return sum;
    }
}
