using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>What a subtraction's digit A_k becomes when heads get their values from another subtraction of the same kind.</summary>
/// <param name="Kind">The kind of both.</param>
/// <param name="Digit">The digit k.</param>
/// <param name="Alike">
/// Of donors whose pair of digit k compares as the clean question's does (both D_k &gt; D'_k, or both less): those whose base value A_k shows.
/// </param>
/// <param name="Opposite">Of donors whose pair compares the other way round: those of whose base value A_k shows the ten's complement.</param>
/// <param name="Modulo">Of the same donors: those whose base value itself A_k shows, as a head that gives the difference modulo 10 would make it.</param>
/// <param name="Same">Null: of donors with another pair of the same base value that compares alike, those that change A_k.</param>
public sealed record DifferenceOutcome(QuestionKind Kind, int Digit, Proportion Alike, Proportion Opposite, Proportion Modulo, Proportion Same);
