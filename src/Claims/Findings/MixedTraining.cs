using Repro.Claims.Ledger;
using Repro.Claims.Studies;

namespace Repro.Claims.Findings;

/// <summary>MIX-02: of two models trained alike, that of both operations subtracts better than that of subtraction only.</summary>
public sealed class MixedTraining : IClaimMeasurement
{
    /// <inheritdoc/>
    public Claim Claim { get; } = new()
    {
        Id = "MIX-02",
        Paper = Paper.AdditionSubtraction,
        Statement = "A model trained on both operations from scratch subtracts more accurately than one of the same shape and training on subtraction only.",
        Published = "Wrong of 1,000,000 enriched subtractions, subtraction-only against mixed from scratch: 5 digits 3,689 against 0, 6 digits 2 and 3,889 against 0; "
            + "the models differ in shape, steps and seeds",
        Criterion = new Criterion(
            "upper end of the 95 % paired bootstrap interval of log10 error rate on subtraction, mixed minus subtraction-only, final budget, enriched questions",
            Comparator.LessThan,
            0,
            StudyContrastMeasurement.Reason),
        Models = StudyContrastMeasurement.Models(StudyCondition.Mix, StudyCondition.Sub),
        Controls = StudyContrastMeasurement.Controls,
        Seeds = StudyContrastMeasurement.Seeds,
        Tier = CostTier.Fast,
    };

    /// <inheritdoc/>
    public ClaimResult Measure(IModelSource models, CancellationToken cancellation = default) =>
        StudyContrastMeasurement.Measure(Claim, models, ^1, StudyComparison.MixAgainstSub);

    /// <summary>Measures it from a study's summary, null where there is none.</summary>
    public ClaimResult Measure(StudySummary? summary) =>
        StudyContrastMeasurement.Measure(Claim, summary, ^1, StudyComparison.MixAgainstSub);
}
