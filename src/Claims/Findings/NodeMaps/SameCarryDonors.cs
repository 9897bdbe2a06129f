using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>Donors whose deciding pair is another but decides alike must change nothing.</summary>
/// <param name="place">Where donors' values are put in.</param>
/// <param name="changed">Of each digit of a model, the questions that such donors change.</param>
public sealed class SameCarryDonors(string place, Func<MappedModel, CancellationToken, IEnumerable<Proportion>> changed) : ICircuitControl
{
    /// <inheritdoc/>
    public string Name => $"donors with the same carry, decided by other operands, change a digit {place} in at most 5 % of questions";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var most = models.SelectMany(model => changed(model, cancellation)).Where(share => share.Trials > 0).DefaultIfEmpty(new Proportion(0, 1)).MaxBy(share => share.Value);
        return new ControlOutcome(Name, most.Value <= TaskThresholds.MostNull, $"at most {most} in {models.Length} models");
    }
}
