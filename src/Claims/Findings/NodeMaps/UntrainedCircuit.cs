using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>The analysis must find nothing in models before their training.</summary>
public sealed class UntrainedCircuit : ICircuitControl
{
    /// <inheritdoc/>
    public string Name => "before its training no model has a useful node or a sub-task";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var (nodes, tags) = (0, 0);
        foreach (var model in models)
        {
            using var engine = model.Recorded?.Untrained() ?? throw new ArgumentException($"{model.Name} is no model of the zoo; how it started is not known.");
            var map = new CircuitAnalysis { SecondSeed = null }.Of(engine, model.Name, model.Kinds, cancellation);
            nodes += map.Nodes.Length;
            tags += map.Nodes.Sum(node => node.Algorithm.Length);
        }

        return new ControlOutcome(Name, nodes == 0 && tags == 0, $"{nodes} nodes and {tags} tags in {models.Length} models");
    }
}
