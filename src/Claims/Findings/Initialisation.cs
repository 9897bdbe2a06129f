using Repro.Claims.Ledger;
using Repro.Claims.Studies;

namespace Repro.Claims.Findings;

/// <summary>MIX-03: of two models trained alike on both operations, one that starts from an addition model subtracts better.</summary>
public sealed class Initialisation() : StudyClaim(
    "MIX-03",
    "A mixed model that starts from a trained addition model subtracts more accurately than one of the same shape and training from scratch.",
    "The introduction of version 9: one way of insertion lifts subtraction beyond mixed models from scratch; the tables, wrong of 1,000,000, from "
        + "scratch against initialised: 5 digits 0 against 52, 6 digits 0 against 5, 3, 3, 0, 2, 4",
    new Criterion(
        "upper end of the 95 % paired bootstrap interval of log10 error rate on subtraction, initialised minus from scratch, final budget, enriched questions",
        Comparator.LessThan,
        0,
        FinalReason),
    ^1,
    StudyComparison.Ins1AgainstMix,
    StudyComparison.Ins1cAgainstMix);
