using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Models.Randomness;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>Were all heads alike, both halves of the finding would hold everywhere and their agreement would say nothing.</summary>
public sealed class ShuffledOrderSense : ICircuitControl
{
    private const uint Stream = 9;
    private const int Shuffles = 999;
    private const double MostP = 0.001;

    /// <inheritdoc/>
    public string Name => "over the places of all models, no one of 999 shuffles of what the heads see agrees as often";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        if (claim is not OrderClaim order)
        {
            throw new ArgumentException($"{claim?.Claim.Id} asks nothing of the order of digits.");
        }

        var places = models.SelectMany(model => order.Places(model, cancellation)).ToArray();
        var (blind, unsigned) = (Array.ConvertAll(places, place => place.IsBlind), Array.ConvertAll(places, place => place.IsUnsigned));
        int Agreements() => blind.Zip(unsigned).Count(pair => pair.First == pair.Second);
        var observed = Agreements();
        var random = new RandomSequence(StoredMaps.Seed, StreamPurpose.Statistics, minor: Stream);
        var asGood = 1;
        for (var shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            random.Shuffle<bool>(blind);
            asGood += Agreements() >= observed ? 1 : 0;
        }

        var p = asGood / (Shuffles + 1.0);
        return new ControlOutcome(Name, p <= MostP, FormattableString.Invariant($"{observed} of {places.Length} agree, p {p:0.000}"));
    }
}
