using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;

namespace Repro.Claims.Studies;

/// <summary>
/// How two conditions compare at one number of digits and one budget, over the seeds that finished both: differences of
/// <see cref="LogErrorRate"/>, first minus second, so below 0 the first is better.
/// </summary>
public sealed record StudyContrast
{
    /// <summary>Uniform questions.</summary>
    public const string Uniform = "uniform";

    /// <summary>Enriched questions.</summary>
    public const string Enriched = "enriched";

    // Far below what a study resolves, and far above what arithmetic leaves uncertain.
    private const int Decimals = 6;

    /// <summary>The budget.</summary>
    public required string Stage { get; init; }

    /// <summary>Digits of the operands.</summary>
    public required int Digits { get; init; }

    /// <summary>What is compared.</summary>
    public required StudyComparison Comparison { get; init; }

    /// <summary>uniform or enriched.</summary>
    public required string Questions { get; init; }

    /// <summary>Training questions of the judged operation that the first saw for each one that the second saw, without parents'.</summary>
    public required double TrainingRatio { get; init; }

    /// <summary>Seeds of the pairs.</summary>
    public required ImmutableArray<ulong> Seeds { get; init; }

    /// <summary>The differences, in order of the seeds.</summary>
    public required ImmutableArray<double> Differences { get; init; }

    /// <summary>Their mean.</summary>
    public required double Mean { get; init; }

    /// <summary>Lower end of the paired 95 % bootstrap interval of the mean.</summary>
    public required double Lower { get; init; }

    /// <summary>Upper end of it.</summary>
    public required double Upper { get; init; }

    /// <summary>Pairs in which the first made fewer errors.</summary>
    public required int FirstBetter { get; init; }

    /// <summary>Pairs in which the second did.</summary>
    public required int SecondBetter { get; init; }

    /// <summary>Exact two-sided p of these two numbers under fair coins.</summary>
    public required double SignTestP { get; init; }

    /// <summary>Contrasts two cells of one budget and number of digits; null where fewer than two seeds finished both.</summary>
    /// <param name="comparison">What is compared.</param>
    /// <param name="first">The cell of its first condition.</param>
    /// <param name="second">The cell of its second condition.</param>
    /// <param name="questions">uniform or enriched.</param>
    /// <param name="asked">Questions of a set.</param>
    public static StudyContrast? Of(StudyComparison comparison, StudyCell first, StudyCell second, string questions, long asked)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var pairs = first.Seeds.Select(one => (First: one, Second: second.Find(one.Seed))).Where(pair => pair.Second is not null).ToArray();
        if (pairs.Length < 2)
        {
            return null;
        }

        var (firstSet, secondSet) = ($"{questions} {Names.Of(comparison.FirstOn)}", $"{questions} {Names.Of(comparison.SecondOn)}");
        var differences = pairs.Select(pair =>
            LogErrorRate.Of(pair.First.Errors[firstSet], asked) - LogErrorRate.Of(pair.Second!.Errors[secondSet], asked)).ToArray();
        var interval = PairedBootstrap.Mean(differences);
        var (firstBetter, secondBetter) = (differences.Count(difference => difference < 0), differences.Count(difference => difference > 0));
        return new StudyContrast
        {
            Stage = first.Stage,
            Digits = first.Digits,
            Comparison = comparison,
            Questions = questions,
            TrainingRatio = Rounded((double)pairs.Sum(pair => Trained(pair.First, comparison.FirstOn))
                / pairs.Sum(pair => Trained(pair.Second!, comparison.SecondOn))),
            Seeds = [.. pairs.Select(pair => pair.First.Seed)],
            Differences = [.. differences.Select(Rounded)],
            Mean = Rounded(differences.Average()),
            Lower = Rounded(interval.Lower),
            Upper = Rounded(interval.Upper),
            FirstBetter = firstBetter,
            SecondBetter = secondBetter,
            SignTestP = SignTest.TwoSided(firstBetter, secondBetter),
        };
    }

    private static long Trained(StudySeed seed, Operation operation) => operation == Operation.Add ? seed.Additions : seed.Subtractions;

    private static double Rounded(double value) => Math.Round(value, Decimals);
}
