using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>Donors whose deciding pair is another but decides alike must change nothing.</summary>
/// <param name="token">What they must not change.</param>
/// <param name="place">Where donors' values are put in.</param>
/// <param name="decision">What their deciding pair decides.</param>
/// <param name="changed">Of each digit of a model, the questions that such donors change.</param>
public sealed class SameCarryDonors(string token, string place, string decision, Func<MappedModel, CancellationToken, IEnumerable<Proportion>> changed) : ICircuitControl
{
    /// <summary>Donors with the same carry, of which digits depend.</summary>
    public SameCarryDonors(string place, Func<MappedModel, CancellationToken, IEnumerable<Proportion>> changed)
        : this("a digit", place, "carry", changed)
    {
    }

    /// <inheritdoc/>
    public string Name => $"donors with the same {decision}, decided by other operands, change {token} {place} in at most 5 % of questions";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var most = models.SelectMany(model => changed(model, cancellation)).Where(share => share.Trials > 0).DefaultIfEmpty(new Proportion(0, 1)).MaxBy(share => share.Value);
        return new ControlOutcome(Name, most.Value <= TaskThresholds.MostNull, $"at most {most} in {models.Length} models");
    }
}
