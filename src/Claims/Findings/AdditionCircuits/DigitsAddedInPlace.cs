using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>Where heads add the pair in place, the last layer must have nothing to bring from elsewhere, or its heads would pass wherever the sum is formed.</summary>
public sealed class DigitsAddedInPlace : ICircuitControl
{
    private const double Most = 0.2;

    /// <inheritdoc/>
    public string Name => "of the digits that heads add where they are predicted, last-layer heads that look at an earlier token bring at most a fifth";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var sums = models.SelectMany(model => FetchedBaseAdd.Sums(model, cancellation)).Where(sum => sum.AddedInPlace).ToArray();
        var brought = sums.Count(sum => sum.IsBrought);
        return new ControlOutcome(Name, sums.Length > 0 && brought <= Most * sums.Length, $"{brought} of {sums.Length}");
    }
}
