using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Tasks;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>The patch that is to do nothing at '=' must work where the digit is predicted.</summary>
public sealed class FlipsWherePredicted : ICircuitControl
{
    /// <inheritdoc/>
    public string Name => "the same patch where the digit is predicted makes it the donor's in at least 90 % of questions";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var least = models.SelectMany(model => CarryNotAtEqualsSign.Places(model, cancellation)).Select(place => place.AtPrediction).MinBy(share => share.Value);
        return new ControlOutcome(Name, least.Value >= TaskThresholds.LeastExact, $"at least {least} in {models.Length} models");
    }
}
