using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>That a head looks at a pair must tell it from the other heads that the model uses at the same token.</summary>
public sealed class OtherHeadsLookElsewhere : ICircuitControl
{
    private const double Most = 0.5;

    /// <inheritdoc/>
    public string Name => "useful heads of the same layer and position that do not make the carry give its pair less than half of their attention, on average";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var others = models.SelectMany(model => CarryHeadsLook.Others(model, cancellation)).ToArray();
        var mean = others.DefaultIfEmpty(double.NaN).Average();
        return new ControlOutcome(Name, mean < Most, FormattableString.Invariant($"{mean:0.000}, at {others.Length} digits in {models.Length} models"));
    }
}
