namespace Repro.Claims.Arithmetic;

/// <summary>A training loss that the authors printed.</summary>
/// <param name="Step">Training step, from 0.</param>
/// <param name="Least">The loss, or the lower end of a printed range.</param>
/// <param name="Most">The loss, or the upper end of a printed range.</param>
public readonly record struct PublishedLoss(int Step, double Least, double Most);
