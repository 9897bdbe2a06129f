namespace Repro.Claims.Ledger;

/// <summary>Whether a control behaved as it must.</summary>
/// <param name="Name">The control, as the claim lists it.</param>
/// <param name="Passed">Whether it behaved so.</param>
/// <param name="Observed">What was seen.</param>
public sealed record ControlOutcome(string Name, bool Passed, string Observed);
