using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>Most other nodes that can reach the sign must do more, else it would be no news that those at the first digit do not.</summary>
public sealed class SignNodesElsewhere : ICircuitControl
{
    private const double Most = 0.5;

    /// <inheritdoc/>
    public string Name => "of all other useful nodes up to '=' at most half affect the sign of subtractions only";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var others = models.Select(model => FirstPositionNodes.Of(model.Map).Elsewhere).ToArray();
        var all = new Proportion(others.Sum(other => other.Hits), others.Sum(other => other.Trials));
        return new ControlOutcome(Name, all.Hits <= Most * all.Trials, $"{all} in {models.Length} models");
    }
}
