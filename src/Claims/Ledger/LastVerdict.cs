namespace Repro.Claims.Ledger;

/// <summary>What the last measurement of a claim came to.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="IsCurrent">Whether it is on the claim as it is now, not on one of its id that had another statement, criterion, models or controls.</param>
public sealed record LastVerdict(Verdict Verdict, bool IsCurrent);
