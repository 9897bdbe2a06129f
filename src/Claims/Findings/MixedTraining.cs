using Repro.Claims.Ledger;
using Repro.Claims.Studies;

namespace Repro.Claims.Findings;

/// <summary>MIX-02: of two models trained alike, that of both operations subtracts better than that of subtraction only.</summary>
public sealed class MixedTraining() : StudyClaim(
    "MIX-02",
    "A model trained on both operations from scratch subtracts more accurately than one of the same shape and training on subtraction only.",
    "Wrong of 1,000,000 enriched subtractions, subtraction-only against mixed from scratch: 5 digits 3,689 against 0, 6 digits 2 and 3,889 against 0; "
        + "the models differ in shape, steps and seeds",
    new Criterion(
        "upper end of the 95 % paired bootstrap interval of log10 error rate on subtraction, mixed minus subtraction-only, final budget, enriched questions",
        Comparator.LessThan,
        0,
        FinalReason),
    ^1,
    StudyComparison.MixAgainstSub);
