using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>Random nodes must not meet the criterion, else most nodes do what it asks of the inserted ones.</summary>
public sealed class RandomNodes : ICircuitControl
{
    /// <inheritdoc/>
    public string Name => "as many random heads and MLPs of the same layers do not meet the criterion on average";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim is not InsertedNodesClaim counting)
        {
            throw new ArgumentException($"{claim.Claim.Id} is no claim about inserted nodes.");
        }

        var shares = models.Select(model => InsertedNodesClaim.Of(model, cancellation)).OfType<Quanta.Sharing.InsertedNodes>()
            .Select(inserted => counting.ByChance(inserted).Mean / counting.Counted(inserted).Trials).ToArray();
        return new ControlOutcome(
            Name, !shares.Any(claim.Claim.Criterion.Holds), FormattableString.Invariant($"shares of {string.Join(", ", shares.Select(share => $"{share:f3}"))}"));
    }
}
