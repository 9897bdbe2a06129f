using System.Collections.Immutable;
using System.Globalization;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;
using Repro.Claims.Studies;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>
/// A claim on the matched study <see cref="StudyDesign.Transfer"/>. It is judged by its contrasts at one budget, on enriched questions, at
/// each number of digits: the end of the bootstrap interval that is nearer to the other side must meet the criterion. All other cells are
/// reported with these. Every such claim has the same two controls.
/// </summary>
public abstract class StudyClaim : IClaimMeasurement
{
    /// <summary>Why the end of the interval is judged, and at the final budget.</summary>
    protected const string FinalReason =
        "The models of the paper's tables differ in seeds, steps and shape. Here trainings are paired by seed and alike in all but the "
        + "condition, so the interval must lie wholly on the claimed side of 0, no difference. The final budget is the longest, and enriched "
        + "questions are the paper's measure. Five pairs of mere noise meet this in about 8 % of cases, therefore 5 and 6 digits must both "
        + "meet it: about 0.6 %.";

    // Of five pairs 4 of the 32 ways: whoever exchanges the labels of the two smallest differences alone may not be noticed.
    private const double MostRelabelled = 1.0 / 8;

    private static readonly ImmutableArray<string> Controls =
    [
        "of all ways to exchange the conditions' labels within pairs, at most one in eight meets the criterion",
        "each condition against itself, its seeds in another order, does not meet the criterion",
    ];

    private static readonly ImmutableSortedDictionary<string, ulong> Seeds = StudyDesign.Transfer.Seeds
        .Select((seed, index) => KeyValuePair.Create($"model {index + 1}", seed))
        .Append(KeyValuePair.Create("questions", AccuracyPlan.QuestionSeed))
        .Append(KeyValuePair.Create("bootstrap", PairedBootstrap.Seed))
        .ToImmutableSortedDictionary(StringComparer.Ordinal);

    private readonly Index _budget;
    private readonly ImmutableArray<StudyComparison> _comparisons;

    /// <summary>A claim on the study.</summary>
    /// <param name="id">For instance SUB-02.</param>
    /// <param name="statement">The finding in one sentence.</param>
    /// <param name="published">The published figures.</param>
    /// <param name="criterion">What the judged end of every interval must meet.</param>
    /// <param name="budget">The budget that is judged: 0 the shortest, ^1 the final one.</param>
    /// <param name="comparisons">The contrasts that are judged.</param>
    private protected StudyClaim(
        string id, string statement, string published, Criterion criterion, Index budget, params ImmutableArray<StudyComparison> comparisons)
    {
        _budget = budget;
        _comparisons = comparisons;
        Claim = new Claim
        {
            Id = id,
            Paper = Paper.AdditionSubtraction,
            Statement = statement,
            Published = published,
            Criterion = criterion,
            Models = Models([.. comparisons.Select(comparison => comparison.First), .. comparisons.Select(comparison => comparison.Second)]),
            Controls = Controls,
            Seeds = Seeds,
            Tier = CostTier.Fast,
        };
    }

    /// <inheritdoc/>
    public Claim Claim { get; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The study's files are damaged or were changed.</exception>
    public ClaimResult Measure(IModelSource models, CancellationToken cancellation = default) => models is PublishedModels
        ? ClaimResult.NotMeasured(Claim, "It compares trainings, and the published checkpoints are results of unequal ones.")
        : Measure(StudyFolder.Locate(Environment.CurrentDirectory, StudyDesign.Transfer).Summary());

    /// <summary>Measures it from a study's summary, null where there is none.</summary>
    public ClaimResult Measure(StudySummary? summary)
    {
        if (summary is null)
        {
            return ClaimResult.NotMeasured(Claim, $"The study {StudyDesign.Transfer.Name} was not run; 'repro study' runs it.");
        }

        var design = summary.Design;
        var stage = design.Budgets[_budget].Name;
        var judged = (
            from comparison in _comparisons
            from digits in design.Digits
            from contrast in summary.Contrasts
            where contrast.Comparison == comparison && contrast.Digits == digits && contrast.Seeds.Length == design.Seeds.Length
                && Is(contrast.Stage, stage) && Is(contrast.Questions, StudyContrast.Enriched)
            select contrast).ToImmutableArray();
        if (judged.Length < _comparisons.Length * design.Digits.Length)
        {
            var missing = summary.Missing.Count(name => name.StartsWith($"{stage}/", StringComparison.Ordinal));
            return ClaimResult.NotMeasured(
                Claim, $"The study {design.Name} lacks {missing} of the trainings of its budget '{stage}'; 'repro study' goes on with it.");
        }

        return ClaimResult.Of(
            Claim, "cpu", [.. judged.Select(contrast => Measurement(contrast, summary))], [Relabelled(judged), AgainstThemselves(judged, summary)]);
    }

    /// <summary>The models of some conditions, without their seeds.</summary>
    internal static ImmutableArray<string> Models(ImmutableArray<StudyCondition> conditions) =>
    [
        .. from condition in conditions.Distinct()
           from digits in StudyDesign.Transfer.Digits
           let seedless = StudyDesign.Transfer.Runs().First(run => run.Condition == condition && run.Plan.Name.Digits == digits).Plan.Name with { StatedSeed = null }
           select $"{seedless}",
    ];

    private Measurement Measurement(StudyContrast judged, StudySummary summary)
    {
        var raw = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var contrast in summary.Contrasts.Where(contrast => contrast.Comparison == judged.Comparison && contrast.Digits == judged.Digits))
        {
            var cell = $"{contrast.Stage}, {contrast.Questions}";
            raw.Add($"{cell}: mean difference", contrast.Mean);
            raw.Add($"{cell}: lower", contrast.Lower);
            raw.Add($"{cell}: upper", contrast.Upper);
            raw.Add($"{cell}: pairs", contrast.Seeds.Length);
            raw.Add($"{cell}: first better", contrast.FirstBetter);
            raw.Add($"{cell}: second better", contrast.SecondBetter);
            raw.Add($"{cell}: sign test p", contrast.SignTestP);
        }

        raw.Add("training questions of the first for one of the second", judged.TrainingRatio);
        return new Measurement($"{judged.Comparison}, {judged.Digits} digits", Judged(judged.Lower, judged.Upper))
        {
            Bounds = new Interval(judged.Lower, judged.Upper, PairedBootstrap.Confidence),
            BoundsOf = "mean difference of log10 error rates",
            Raw = raw.ToImmutable(),
            Examples =
            [
                .. judged.Seeds.Select(seed => $"seed {seed}: " + Errors(summary, judged, seed)),
            ],
        };
    }

    private static string Errors(StudySummary summary, StudyContrast contrast, ulong seed)
    {
        var (comparison, questions) = (contrast.Comparison, contrast.Questions);
        return $"{comparison.First} {Wrong(comparison.First, comparison.FirstOn)}, {comparison.Second} {Wrong(comparison.Second, comparison.SecondOn)}"
            .ToLowerInvariant() + $" wrong of {summary.Design.Questions.ToString("#,0", CultureInfo.InvariantCulture)}";

        long Wrong(StudyCondition condition, Operation operation) =>
            summary.Cell(contrast.Stage, contrast.Digits, condition)!.Find(seed)!.Errors[$"{questions} {Names.Of(operation)}"];
    }

    // The end of the interval that a claim's comparator makes the hard one.
    private double Judged(double lower, double upper) => Claim.Criterion.Comparator switch
    {
        Comparator.GreaterThan => lower,
        Comparator.LessThan => upper,
        var other => throw new InvalidOperationException($"{Claim.Id} compares by {other}; an interval lies on a side or it does not."),
    };

    private bool Meets(IReadOnlyList<double> differences)
    {
        var interval = PairedBootstrap.Mean(differences);
        return Claim.Criterion.Holds(Judged(interval.Lower, interval.Upper));
    }

    private ControlOutcome Relabelled(ImmutableArray<StudyContrast> judged)
    {
        var shares = judged.Select(contrast =>
        {
            var ways = 1 << contrast.Differences.Length;
            var met = Enumerable.Range(0, ways).Count(exchanged => Meets(
                [.. contrast.Differences.Select((difference, pair) => (exchanged >> pair & 1) == 1 ? -difference : difference)]));
            return (contrast, met, ways);
        }).ToArray();
        return new ControlOutcome(
            Controls[0],
            shares.All(share => share.met <= MostRelabelled * share.ways),
            string.Join("; ", shares.Select(share => $"{share.contrast.Comparison}, {share.contrast.Digits} digits: {share.met} of {share.ways}")));
    }

    private ControlOutcome AgainstThemselves(ImmutableArray<StudyContrast> judged, StudySummary summary)
    {
        var met = (
            from contrast in judged
            from side in new[] { (contrast.Comparison.First, On: contrast.Comparison.FirstOn), (contrast.Comparison.Second, On: contrast.Comparison.SecondOn) }
            let cell = summary.Cell(contrast.Stage, contrast.Digits, side.Item1)!
            let rates = cell.Seeds.Select(seed => LogErrorRate.Of(seed.Errors[$"{contrast.Questions} {Names.Of(side.On)}"], summary.Design.Questions)).ToArray()
            let differences = rates.Select((rate, seed) => rate - rates[(seed + 1) % rates.Length]).ToArray()
            where Meets(differences)
            select $"{side.Item1}, {contrast.Digits} digits").Distinct(StringComparer.Ordinal).ToArray();
        return new ControlOutcome(Controls[1], met.Length == 0, met.Length == 0 ? "none does" : string.Join("; ", met));
    }

    private static bool Is(string text, string other) => string.Equals(text, other, StringComparison.Ordinal);
}
