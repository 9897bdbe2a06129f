using FluentAssertions;
using Repro.Models.Numerics;
using Repro.Models.Randomness;
using Xunit;

namespace Repro.Models.Tests.Randomness;

/// <summary>
/// Statistical bounds are five standard deviations wide (one false alarm in 1.7 million), and the seeds are fixed: a test that
/// passes once passes always.
/// </summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class RandomSequenceTests
{
    private const double Sigmas = 5;
    private const int Draws = 400_000;

    [Fact]
    public void NextUInt32_SameName_GivesTheSameSequenceWordByWordOfPhilox()
    {
        var draws = new RandomSequence(9, StreamPurpose.Evaluation, major: 8, minor: 7);
        for (var block = 0u; block < 3; block++)
        {
            var words = Philox.Block(9, block, 7, 8, (uint)StreamPurpose.Evaluation);
            (draws.NextUInt32(), draws.NextUInt32(), draws.NextUInt32(), draws.NextUInt32()).Should().Be(words);
        }
    }

    [Fact]
    public void Shuffle_OfFour_GivesEveryOrderEquallyOften()
    {
        const int Orders = 24;
        var draws = new RandomSequence(9, StreamPurpose.Statistics);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Draws / 10; i++)
        {
            var letters = "abcd".ToCharArray();
            draws.Shuffle<char>(letters);
            var order = new string(letters);
            seen[order] = seen.GetValueOrDefault(order) + 1;
        }

        var expected = Draws / 10 / (double)Orders;
        seen.Should().HaveCount(Orders);
        seen.Values.Should().OnlyContain(count => Math.Abs(count - expected) < Sigmas * Math.Sqrt(expected));
    }

    [Fact]
    public void NextUInt32_NeighbouringNames_ShareNoNumberButByChance()
    {
        var seen = new HashSet<(uint, uint)>();
        var names = 0;
        foreach (var purpose in Enum.GetValues<StreamPurpose>())
        {
            for (var seed = 0UL; seed < 6; seed++)
            {
                for (var major = 0u; major < 6; major++)
                {
                    for (var minor = 0u; minor < 6; minor++)
                    {
                        var draws = new RandomSequence(seed, purpose, major, minor);
                        names++;
                        seen.Add((draws.NextUInt32(), draws.NextUInt32()));
                    }
                }
            }
        }

        seen.Should().HaveCount(names, "64 bits of two names are equal once in 10^19");
    }

    [Fact]
    public void NextUInt32_EachByte_IsUniform()
    {
        var counts = new int[4, 256];
        var draws = new RandomSequence(1, StreamPurpose.Testing);
        for (var i = 0; i < Draws; i++)
        {
            var word = draws.NextUInt32();
            for (var place = 0; place < 4; place++)
            {
                counts[place, (byte)(word >> (8 * place))]++;
            }
        }

        for (var place = 0; place < 4; place++)
        {
            ChiSquare(Enumerable.Range(0, 256).Select(value => counts[place, value]), Draws / 256.0).Should().BeLessThan(ChiSquareBound(255));
        }
    }

    /// <summary>The pairs (number, what should not depend on it), in 16 × 16 cells.</summary>
    [Theory]
    [InlineData("next number")]
    [InlineData("next seed")]
    [InlineData("next major")]
    [InlineData("next minor")]
    [InlineData("next purpose")]
    public void NextUInt32_Pairs_AreIndependent(string other)
    {
        var counts = new int[256];
        const int Pairs = 100_000;
        for (var i = 0u; i < Pairs; i++)
        {
            var first = new RandomSequence(i, StreamPurpose.Testing, major: 3, minor: i / 7);
            var second = other switch
            {
                "next seed" => new RandomSequence(i + 1, StreamPurpose.Testing, major: 3, minor: i / 7),
                "next major" => new RandomSequence(i, StreamPurpose.Testing, major: 4, minor: i / 7),
                "next minor" => new RandomSequence(i, StreamPurpose.Testing, major: 3, minor: (i / 7) + 1),
                "next purpose" => new RandomSequence(i, StreamPurpose.Statistics, major: 3, minor: i / 7),
                _ => default,
            };
            var a = first.NextUInt32();
            var b = other is "next number" ? first.NextUInt32() : second.NextUInt32();
            counts[((a >> 28) << 4) | (b >> 28)]++;
        }

        ChiSquare(counts, Pairs / 256.0).Should().BeLessThan(ChiSquareBound(255));
    }

    /// <summary>
    /// With a bound of 3·2²⁹ the multiplication alone would give the remainders modulo 3 shares of 3/8, 3/8 and 2/8; only the
    /// rejection makes each a third.
    /// </summary>
    [Fact]
    public void NextBelow_BoundThatDoesNotDivideThePowerOfTwo_IsUnbiased()
    {
        var counts = new int[3];
        var draws = new RandomSequence(2, StreamPurpose.Testing);
        for (var i = 0; i < Draws; i++)
        {
            counts[draws.NextBelow(3 << 29) % 3]++;
        }

        var deviation = Sigmas * Math.Sqrt(Draws * (1 / 3.0) * (2 / 3.0));
        counts.Should().OnlyContain(count => Math.Abs(count - (Draws / 3.0)) < deviation);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    public void NextBelow_SmallBounds_AreUniformAndInside(int bound)
    {
        var counts = new int[bound];
        var draws = new RandomSequence(3, StreamPurpose.Testing);
        for (var i = 0; i < Draws; i++)
        {
            counts[draws.NextBelow(bound)]++;
        }

        ChiSquare(counts, (double)Draws / bound).Should().BeLessThan(ChiSquareBound(bound - 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void NextBelow_NothingToChooseFrom_IsRefused(int bound)
    {
        var next = () => new RandomSequence(1, StreamPurpose.Testing).NextBelow(bound);

        next.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void NextOpenUnit_Draws_AreUniformOddMultiplesOfTwoToTheMinus53()
    {
        var counts = new int[1_000];
        var draws = new RandomSequence(4, StreamPurpose.Testing);
        for (var i = 0; i < Draws; i++)
        {
            var unit = draws.NextOpenUnit();
            var multiple = unit * (1UL << 53);
            if (!(unit is > 0 and < 1) || (ulong)multiple % 2 != 1)
            {
                Assert.Fail($"{unit:R} is no odd multiple of 2^-53 in (0, 1).");
            }

            counts[(int)(unit * 1_000)]++;
        }

        ChiSquare(counts, Draws / 1_000.0).Should().BeLessThan(ChiSquareBound(999));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.4)]
    [InlineData(1)]
    public void NextBool_Probability_IsMet(double probability)
    {
        var hits = 0;
        var draws = new RandomSequence(5, StreamPurpose.Testing);
        for (var i = 0; i < Draws; i++)
        {
            hits += draws.NextBool(probability) ? 1 : 0;
        }

        ((double)hits).Should().BeApproximately(Draws * probability, Sigmas * Math.Sqrt(Draws * probability * (1 - probability)));
    }

    [Fact]
    public void NextGaussian_Moments_AreThoseOfTheStandardNormalDistribution()
    {
        var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0);
        var draws = new RandomSequence(6, StreamPurpose.Testing);
        for (var i = 0; i < Draws; i++)
        {
            var x = draws.NextGaussian();
            first += x;
            second += x * x;
            third += x * x * x;
            fourth += x * x * x * x;
        }

        // The variances of x, x², x³ and x⁴ are 1, 2, 15 and 96.
        (first / Draws).Should().BeApproximately(0, Sigmas * Math.Sqrt(1.0 / Draws));
        (second / Draws).Should().BeApproximately(1, Sigmas * Math.Sqrt(2.0 / Draws));
        (third / Draws).Should().BeApproximately(0, Sigmas * Math.Sqrt(15.0 / Draws));
        (fourth / Draws).Should().BeApproximately(3, Sigmas * Math.Sqrt(96.0 / Draws));
    }

    [Fact]
    public void NextGaussian_SharesBelowTheQuantiles_AreTheProbabilities()
    {
        double[] probabilities = [0.0001, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 0.9999];
        var quantiles = probabilities.Select(NormalQuantile.Of).ToArray();
        var below = new int[probabilities.Length];
        var draws = new RandomSequence(7, StreamPurpose.Testing);
        for (var i = 0; i < Draws; i++)
        {
            var x = draws.NextGaussian();
            for (var k = 0; k < quantiles.Length; k++)
            {
                below[k] += x < quantiles[k] ? 1 : 0;
            }
        }

        for (var k = 0; k < quantiles.Length; k++)
        {
            var p = probabilities[k];
            ((double)below[k]).Should().BeApproximately(Draws * p, Sigmas * Math.Sqrt(Draws * p * (1 - p)));
        }
    }

    private static double ChiSquare(IEnumerable<int> counts, double expected) =>
        counts.Sum(count => (count - expected) * (count - expected) / expected);

    // Mean k and variance 2k; the distribution is skewed to the right, for which the last term makes room where k is small.
    private static double ChiSquareBound(int degreesOfFreedom) =>
        degreesOfFreedom + (Sigmas * Math.Sqrt(2.0 * degreesOfFreedom)) + (2 * Sigmas);
}
