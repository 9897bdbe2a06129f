using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>The patch that is to do nothing for a carry from below must work where the heads' own pair decides.</summary>
public sealed class OwnPairFlips : ICircuitControl
{
    /// <inheritdoc/>
    public string Name => "where the heads' own pair decides, the same patch makes the digit the donor's in at least 90 % of a model's questions";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var least = models.Select(model => MakeCarryOfOnePair.Carries(model, cancellation)).Where(carries => !carries.IsEmpty)
            .Select(carries => new Proportion(carries.Sum(carry => carry.OwnPair.Hits), carries.Sum(carry => carry.OwnPair.Trials))).MinBy(share => share.Value);
        return new ControlOutcome(Name, least.Value >= TaskThresholds.LeastExact, $"at least {least} in {models.Length} models");
    }
}
