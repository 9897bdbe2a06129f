namespace Repro.Models.Engines;

/// <summary>What one batch told before the update.</summary>
/// <param name="Loss">Mean over sequences and loss positions of −ln p(next token), in float64.</param>
/// <param name="Exact">Sequences in which the most likely token was right at every loss position.</param>
public readonly record struct StepResult(double Loss, int Exact);
