using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Studies;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>MIX-35: what the seed does to trainings that subtract.</summary>
public sealed class SeedSensitivity : IClaimMeasurement
{
    private const string AdditionIsInsensitive = "addition-only trainings, of which it is published that the seed does not matter, meet the criterion";

    private static readonly string Subtractions = $"{StudyContrast.Enriched} {Names.Of(Operation.Subtract)}";
    private static readonly string Additions = $"{StudyContrast.Enriched} {Names.Of(Operation.Add)}";
    private static readonly ImmutableArray<StudyCondition> Conditions = [StudyCondition.Sub, StudyCondition.Mix, StudyCondition.Ins1];

    /// <inheritdoc/>
    public Claim Claim { get; } = new()
    {
        Id = "MIX-35",
        Paper = Paper.AdditionSubtraction,
        Statement = "How well subtraction is learnt, alone or beside addition, depends little on the seed.",
        Published = "addition is insensitive to the seed, other models are so to a low or moderate degree; no number",
        Criterion = new Criterion(
            "range of log10 error rate on enriched subtractions over the matched study's five seeds, final budget",
            Comparator.AtMost,
            1,
            "A factor of ten is taken for moderate; with the half error that is added to every count, 0 and 4 errors of 100,000 lie within it. All these errors were known when this was written."),
        Models = StudyClaim.Models(Conditions),
        Controls = [AdditionIsInsensitive],
        Seeds = StudyDesign.Transfer.Seeds.Select((seed, index) => KeyValuePair.Create($"model {index + 1}", seed))
            .Append(KeyValuePair.Create("questions", AccuracyPlan.QuestionSeed)).ToImmutableSortedDictionary(StringComparer.Ordinal),
        Tier = CostTier.Fast,
    };

    /// <inheritdoc/>
    /// <exception cref="IOException">The study's files are damaged or were changed.</exception>
    public ClaimResult Measure(IModelSource models, CancellationToken cancellation = default) => models is PublishedModels
        ? ClaimResult.NotMeasured(Claim, "It compares trainings that differ in nothing but the seed, and of published checkpoints there are none.")
        : Measure(StudyFolder.Locate(Environment.CurrentDirectory, StudyDesign.Transfer).Summary());

    /// <summary>Measures it from a study's summary, null where there is none.</summary>
    public ClaimResult Measure(StudySummary? summary)
    {
        if (summary is null || Cells(summary, Conditions) is not { Length: > 0 } judged || Cells(summary, [StudyCondition.Add]) is not { Length: > 0 } additions)
        {
            return ClaimResult.NotMeasured(Claim, $"The study {StudyDesign.Transfer.Name} lacks trainings of its final budget; 'repro study --budget final' makes them.");
        }

        var widest = additions.Max(cell => Range(summary, cell, Additions));
        return ClaimResult.Of(
            Claim,
            "cpu",
            [.. judged.Select(cell => Measurement(summary, cell))],
            [new ControlOutcome(AdditionIsInsensitive, Claim.Criterion.Holds(widest), FormattableString.Invariant($"a range of at most {widest:0.00}"))]);
    }

    // None where a training is missing.
    private static ImmutableArray<StudyCell> Cells(StudySummary summary, ImmutableArray<StudyCondition> conditions)
    {
        StudyCell?[] cells =
        [
            .. from digits in summary.Design.Digits
               from condition in conditions
               select summary.Cell(summary.Design.Budgets[^1].Name, digits, condition),
        ];
        return Array.TrueForAll(cells, cell => cell?.Seeds.Length == summary.Design.Seeds.Length) ? [.. cells.OfType<StudyCell>()] : [];
    }

    private static Measurement Measurement(StudySummary summary, StudyCell cell) =>
        new($"{cell.Condition.ToString()!.ToLowerInvariant()}, {cell.Digits} digits", Math.Round(Range(summary, cell, Subtractions), 4))
        {
            Raw = Ledger.Measurement.RawOf([.. cell.Seeds.Select(seed => ($"seed {seed.Seed}: errors", (double)seed.Errors[Subtractions]))]),
        };

    private static double Range(StudySummary summary, StudyCell cell, string questions)
    {
        var rates = cell.Seeds.Select(seed => LogErrorRate.Of(seed.Errors[questions], summary.Design.Questions)).ToArray();
        return rates.Max() - rates.Min();
    }
}
