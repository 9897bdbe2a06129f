using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// What the models answer must come from their training: before it they answer hardly a question right, so that there is nothing to map. It says nothing of
/// how easily the analysis finds a sub-task; <see cref="OtherPlaces"/> does.
/// </summary>
public sealed class UntrainedCircuit : ICircuitControl
{
    // Looked at once in a process, as many claims ask.
    private static readonly OnceAModel<NodeMap> Before = new((model, cancellation) => [Untrained(model, cancellation)]);

    /// <inheritdoc/>
    public string Name => "before its training no model answers enough questions right to have a useful node";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var maps = models.Select(model => Before.Of(model, cancellation).Single()).ToArray();
        var (nodes, tags) = (maps.Sum(map => map.Nodes.Length), maps.Sum(map => map.Nodes.Sum(node => node.Algorithm.Length)));
        return new ControlOutcome(
            Name, nodes == 0 && tags == 0, $"{maps.Sum(map => map.Questions)} of {maps.Sum(map => map.Asked)} questions right, {nodes} nodes and {tags} tags in {models.Length} models");
    }

    private static NodeMap Untrained(MappedModel model, CancellationToken cancellation)
    {
        using var engine = model.BeforeTraining();
        return new CircuitAnalysis { SecondSeed = null }.Of(engine, model.Name, model.Kinds, cancellation);
    }
}
