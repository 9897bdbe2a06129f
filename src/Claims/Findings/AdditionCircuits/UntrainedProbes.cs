using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>Probes must read nothing from models before their training, whose residual streams hold sums of digits.</summary>
public sealed class UntrainedProbes : ICircuitControl
{
    /// <inheritdoc/>
    public string Name => "before its training the probe reads no carry of any model, at no place";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var probes = models.SelectMany(model =>
        {
            using var engine = model.Studied?.Untrained() ?? throw new ArgumentException($"{model.Name} was made by hand; how it started is not known.");
            return LateLinearCarry.Probes(engine, model.Map, cancellation).SelectMany(digit => digit).ToArray();
        }).ToArray();
        var (read, most) = (probes.Count(probe => probe.Reads), probes.MaxBy(probe => probe.WorstDepth.Value)!);
        return new ControlOutcome(
            Name,
            read == 0,
            FormattableString.Invariant($"{read} of {probes.Length} probes read it; at most {most.WorstDepth} right at the worst depth, {probes.Max(probe => probe.HeldOut.Value):0.00} at all"));
    }
}
