using Repro.Claims.Ledger;
using Repro.Claims.Studies;

namespace Repro.Claims.Findings;

/// <summary>MIX-15: of two models trained alike for a short time, one that starts from an addition model has learnt more of subtraction.</summary>
/// <remarks>
/// Not judged by the zoo's loss curves: its initialised models train on 80 % subtraction and those from scratch on 66 %,
/// so their losses are of different questions, and of all pairs one alone has equal digits, shape, steps and seed.
/// </remarks>
public sealed class FasterStart() : StudyClaim(
    "MIX-15",
    "A mixed model that starts from a trained addition model (ins1) learns subtraction faster than one of the same shape and training from scratch.",
    "none; a consequence of the claimed reuse that the paper does not measure",
    new Criterion(
        "upper end of the 95 % paired bootstrap interval of log10 error rate on subtraction, initialised minus from scratch, early budget, enriched questions",
        Comparator.LessThan,
        0,
        "Who learns faster makes fewer errors after the same few steps: at the study's early budget, a quarter of its final one. Trainings are paired by seed and see the "
        + "same questions, so the interval must lie wholly on the claimed side of 0, no difference. Only subtraction is judged, as the one of the two has learnt addition "
        + "before, in steps that are not counted. Five pairs of mere noise meet this in about 8 % of cases, therefore 5 and 6 digits must both meet it: about 0.6 %."),
    0,
    StudyComparison.Ins1AgainstMix);
