namespace Repro.Claims.Statistics;

/// <summary>The exact two-sided sign test: how often fair coins fall at least so unequally. Ties are left out.</summary>
public static class SignTest
{
    // Above this the powers of two, and so the sums, would no longer be exact.
    private const int MostPairs = 52;

    /// <summary>p of so many pairs in which the one, and so many in which the other was larger; 1 where there are none.</summary>
    /// <exception cref="ArgumentException">A count is negative, or there are more than 52 pairs.</exception>
    public static double TwoSided(int first, int second)
    {
        if (first < 0 || second < 0 || first + second > MostPairs)
        {
            throw new ArgumentException($"{first} and {second} are no counts of pairs; each is 0 or more and both together are at most {MostPairs}.");
        }

        var pairs = first + second;
        var (ways, tail) = (1.0, 0.0);
        for (var few = 0; few <= Math.Min(first, second); few++)
        {
            tail += ways;
            ways = ways * (pairs - few) / (few + 1);
        }

        return Math.Min(1, 2 * tail / (1L << pairs));
    }
}
