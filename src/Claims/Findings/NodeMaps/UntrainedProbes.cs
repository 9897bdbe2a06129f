using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Probes;
using Repro.Models.Engines;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>Probes must read nothing from models before their training, whose residual streams hold sums of digits.</summary>
/// <param name="probe">The claim's probes, of an engine that holds the parameters of a model before its training.</param>
public sealed class UntrainedProbes(Func<IEngine, MappedModel, CancellationToken, IEnumerable<CarryProbe>> probe) : ICircuitControl
{
    /// <inheritdoc/>
    public string Name => "before its training the probe reads no carry of any model, at no place";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var probes = models.SelectMany(model =>
        {
            using var engine = model.Studied?.Untrained() ?? throw new ArgumentException($"{model.Name} was made by hand; how it started is not known.");
            return probe(engine, model, cancellation).ToArray();
        }).ToArray();
        var (read, most) = (probes.Count(single => single.Reads), probes.MaxBy(single => single.WorstDepth.Value)!);
        return new ControlOutcome(
            Name,
            read == 0,
            FormattableString.Invariant($"{read} of {probes.Length} probes read it; at most {most.WorstDepth} right at the worst depth, {probes.Max(single => single.HeldOut.Value):0.00} at all"));
    }
}
