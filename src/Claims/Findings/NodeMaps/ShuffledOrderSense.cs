using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Models.Randomness;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// Were all heads alike, both halves of the finding would hold everywhere and their agreement would say nothing. Shuffled are units that may differ by
/// themselves: whole models, where a model's heads are all of one sort, and in the others digits, at which both kinds of subtraction use the same heads.
/// </summary>
public sealed class ShuffledOrderSense : ICircuitControl
{
    private const uint Stream = 9;
    private const int Shuffles = 9_999;
    private const double MostP = 0.001;

    /// <inheritdoc/>
    public string Name =>
        "shuffles of what the heads see, among models whose heads all see alike and within each other model among digits, agree as often in at most 1 of 1,000";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        if (claim is not OrderClaim order)
        {
            throw new ArgumentException($"{claim?.Claim.Id} asks nothing of the order of digits.");
        }

        var groups = Groups([.. models.Select(model => order.Places(model, cancellation))]).ToArray();
        int[][][] agreements = [.. groups.Select(units => units.Select(unit => Array.ConvertAll(units, other => unit.Agreements(other.Seen))).ToArray())];
        int[][] orders = [.. groups.Select(units => Enumerable.Range(0, units.Length).ToArray())];
        int Agreements() => agreements.Zip(orders, (of, standsFor) => of.Zip(standsFor, (unit, other) => unit[other]).Sum()).Sum();
        var observed = Agreements();
        var random = new RandomSequence(StoredMaps.Seed, StreamPurpose.Statistics, minor: Stream);
        var asGood = 1;
        for (var shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            foreach (var standsFor in orders)
            {
                random.Shuffle<int>(standsFor);
            }

            asGood += Agreements() >= observed ? 1 : 0;
        }

        var p = asGood / (Shuffles + 1.0);
        var places = groups.Sum(units => units.Sum(unit => unit.Places.Length));
        return new ControlOutcome(
            Name, p <= MostP, FormattableString.Invariant($"{observed} of {places} agree, p {p:0.0000} of {groups.Sum(units => units.Length)} models and digits"));
    }

    // Units of a group may stand for each other.
    private static IEnumerable<Unit[]> Groups(ImmutableArray<OrderPlace>[] models)
    {
        var alike = models.Where(places => places.All(place => place.IsBlind == places[0].IsBlind)).ToArray();
        yield return [.. alike.Where(places => !places.IsEmpty).Select(places => new Unit(places, [places[0].IsBlind]))];
        foreach (var places in models.Except(alike))
        {
            var digits = places.GroupBy(place => place.Outcome.Digit).Select(digit => new Unit([.. digit], [.. digit.Select(place => place.IsBlind)]));
            foreach (var sort in digits.GroupBy(digit => string.Join(' ', digit.Places.Select(place => place.Outcome.Kind)), StringComparer.Ordinal))
            {
                yield return [.. sort];
            }
        }
    }

    // Of a model one value stands for all its places.
    private sealed record Unit(ImmutableArray<OrderPlace> Places, bool[] Seen)
    {
        public int Agreements(bool[] seen) => Places.Where((place, i) => seen[i % seen.Length] == place.IsUnsigned).Count();
    }
}
