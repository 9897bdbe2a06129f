using System.Collections.Immutable;

namespace Repro.Claims.Studies;

/// <summary>One training of a <see cref="StudyCell"/>.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="AvgFinalLoss">Mean loss of its last five steps.</param>
/// <param name="Additions">Additions in its training questions.</param>
/// <param name="Subtractions">Subtractions in its training questions.</param>
/// <param name="Errors">Wrong answers by set of questions.</param>
public sealed record StudySeed(
    ulong Seed, double AvgFinalLoss, long Additions, long Subtractions, ImmutableSortedDictionary<string, long> Errors);
