using Repro.Claims.Quanta.Tasks;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>Whether last-layer heads bring a digit's base sum from an earlier token.</summary>
/// <param name="Digit">The digit k.</param>
/// <param name="Passed">The head, or the first two heads, that pass; null where none do.</param>
/// <param name="Best">The test with the most exact answers.</param>
internal sealed record FetchedSum(int Digit, SubTaskTest? Passed, SubTaskTest Best);
