using Repro.Claims.Statistics;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Carry;

/// <summary>
/// Asks how far the mean input of sums of 9 is off the line through those of the decided sums (the authors' re-tests of arXiv 2402.02619:
/// no further off than by chance). What a head merely adds up over the digits that it sees has its mean on the line, as the mean over all sums
/// to 9 is half way between those below and above; so only what tells 9 from both is off it.
/// </summary>
internal static class ThirdStateTest
{
    /// <summary>Permutations, and resamples of the bootstrap; the smallest p value is 0.001.</summary>
    public const int Draws = 999;

    private const double Confidence = 0.95;
    private const int Tail = 24;
    private const uint Permuted = 1 << 22;
    private const uint Resampled = Permuted + 64;

    /// <summary>Where one digit's inputs are.</summary>
    public static ThirdState Of(CombinerInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var axis = new CarryAxis(CombinerInputs.Mean(inputs.No), CombinerInputs.Mean(inputs.Yes));
        var (without, with) = (Passing(inputs, carries: false), Passing(inputs, carries: true));
        return new ThirdState
        {
            Digit = inputs.Digit,
            OffAxis = axis.Distance(CombinerInputs.Mean(inputs.Unknown)),
            OffAxisNextTo = axis.Distance(CombinerInputs.Mean(inputs.NextToUnknown)),
            WithoutCarry = axis.Along(without),
            WithCarry = axis.Along(with),
            OffAxisWithoutCarry = axis.Distance(without),
            OffAxisWithCarry = axis.Distance(with),
        };
    }

    /// <summary>
    /// The share of permutations that bring the mean of sums of 9 as far off the axis as it is. In each triple a coin decides whether the sum of 9 and
    /// the sum that makes the same carry change places.
    /// </summary>
    public static double PValue(CombinerInputs inputs, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var decided = inputs.Decided;
        var (allNo, allYes, allUnknown) = (Sum(inputs.No), Sum(inputs.Yes), Sum(inputs.Unknown));
        var observed = new CarryAxis(allNo, allYes).Distance(allUnknown);
        var asFar = 1;
        for (var draw = 0; draw < Draws; draw++)
        {
            var random = new RandomSequence(seed, StreamPurpose.Statistics, major: Permuted + (uint)inputs.Digit, minor: (uint)draw);
            double[] no = [.. allNo], yes = [.. allYes], unknown = [.. allUnknown];
            for (var row = 0; row < decided.Length; row++)
            {
                if (random.NextBool(0.5))
                {
                    continue;
                }

                var (from, to) = (inputs.Unknown[row], decided[row]);
                var side = inputs.Carries[row] ? yes : no;
                for (var i = 0; i < from.Length; i++)
                {
                    var change = to[i] - from[i];
                    unknown[i] += change;
                    side[i] -= change;
                }
            }

            asFar += new CarryAxis(no, yes).Distance(unknown) >= observed ? 1 : 0;
        }

        return asFar / (Draws + 1.0);
    }

    /// <summary>
    /// Bootstrap bounds of <see cref="ThirdState.OffAxis"/>; whole triples are drawn with replacement. A distance is never negative, so they exclude 0
    /// also where nothing but noise is off the axis.
    /// </summary>
    public static Interval Bounds(CombinerInputs inputs, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var distances = new double[Draws];
        var times = new double[inputs.Carries.Length];
        for (var draw = 0; draw < Draws; draw++)
        {
            var random = new RandomSequence(seed, StreamPurpose.Statistics, major: Resampled + (uint)inputs.Digit, minor: (uint)draw);
            Array.Clear(times);
            for (var i = 0; i < times.Length; i++)
            {
                times[random.NextBelow(times.Length)]++;
            }

            distances[draw] = new CarryAxis(Sum(inputs.No, times), Sum(inputs.Yes, times)).Distance(Sum(inputs.Unknown, times));
        }

        Array.Sort(distances);
        return new Interval(distances[Tail], distances[^(Tail + 1)], Confidence);
    }

    private static double[] Passing(CombinerInputs inputs, bool carries) =>
        CombinerInputs.Mean([.. inputs.Unknown.Where((_, row) => inputs.Carries[row] == carries)]);

    // Sums do as well as means: distances are shares.
    private static double[] Sum(double[][] rows, double[]? times = null)
    {
        var sum = new double[rows[0].Length];
        for (var row = 0; row < rows.Length; row++)
        {
            var (values, weight) = (rows[row], times?[row] ?? 1);
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += weight * values[i];
            }
        }

        return sum;
    }
}
