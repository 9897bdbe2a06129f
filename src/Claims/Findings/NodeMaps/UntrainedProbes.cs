using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Probes;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>Probes must read nothing from models before their training, whose residual streams hold sums of digits.</summary>
/// <param name="probes">The claim's probes, of a model before its training.</param>
public sealed class UntrainedProbes(Func<MappedModel, CancellationToken, IEnumerable<CarryProbe>> probes) : ICircuitControl
{
    /// <inheritdoc/>
    public string Name => "before its training the probe reads no carry of any model, at no place";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var all = models.SelectMany(model => probes(model, cancellation)).ToArray();
        var (read, most) = (all.Count(single => single.Reads), all.MaxBy(single => single.WorstDepth.Value)!);
        return new ControlOutcome(
            Name,
            read == 0,
            FormattableString.Invariant($"{read} of {all.Length} probes read it; at most {most.WorstDepth} right at the worst depth, {all.Max(single => single.HeldOut.Value):0.00} at all"));
    }
}
