using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>Donors with another pair of the same difference, which compares alike, have nothing to change.</summary>
public sealed class SameDifference : ICircuitControl
{
    private const double Most = 0.1;

    /// <inheritdoc/>
    public string Name => "donors with the same signed difference change at most 0.1 of the digits";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var most = models.SelectMany(model => DifferenceWithoutSign.Outcomes(model, cancellation)).Select(outcome => outcome.Same.Value).DefaultIfEmpty(1).Max();
        return new ControlOutcome(Name, most <= Most, FormattableString.Invariant($"{most:f3}"));
    }
}
