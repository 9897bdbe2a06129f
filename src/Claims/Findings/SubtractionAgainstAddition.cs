using Repro.Claims.Ledger;
using Repro.Claims.Studies;

namespace Repro.Claims.Findings;

/// <summary>SUB-02: of two models trained alike, that of subtraction only is less accurate than that of addition only.</summary>
public sealed class SubtractionAgainstAddition() : StudyClaim(
    "SUB-02",
    "A model trained on subtraction only is less accurate than one of the same shape and training on addition only, each on its own operation.",
    "2 of 7 subtraction-only models make fewer than 10 errors in 1,000,000 enriched questions, 13 of 16 addition-only models do; 5 digits: 3,689 "
        + "against 0 errors, 6 digits: 2 and 3,889 against 0 to 2",
    new Criterion(
        "lower end of the 95 % paired bootstrap interval of log10 error rate, subtraction-only minus addition-only, final budget, enriched questions",
        Comparator.GreaterThan,
        0,
        FinalReason),
    ^1,
    StudyComparison.SubAgainstAdd);
