using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>That little does not make an addition of a subtraction says something only as all of it does.</summary>
public sealed class WholeSwap : ICircuitControl
{
    /// <inheritdoc/>
    public string Name => "all that layer 1 puts out for the addition, from the operator on, shows every digit of every sum";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var least = models.SelectMany(model => Steering.Of(model, cancellation)).Min(outcome => outcome.Whole.Value);
        return new ControlOutcome(Name, least == 1, FormattableString.Invariant($"a share of at least {least:f3} in {models.Length} models"));
    }
}
