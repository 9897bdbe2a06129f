using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// Makes a small part of every stored map by the authors' rule anew, as <see cref="StoredMaps"/> does of ours. Where none is stored the nodes have just been
/// found.
/// </summary>
public sealed class StoredAuthorsNodes : ICircuitControl
{
    // Checked once in a process, as several claims ask for these nodes; who asks meanwhile waits.
    private static readonly ConditionalWeakTable<NodeMap, Lazy<string[]>> Faults = [];

    /// <inheritdoc/>
    public string Name => "drawn at random, the effects of 5 nodes that are useful by the authors' rule and of 5 that are not come out exactly so again";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var misfits = (
            from model in models
            let map = AuthorsNodes.Stored(model)
            where map is not null
            from fault in Faults.GetValue(map, _ => new(() => StoredMaps.OnCpu(model, exact => [.. StoredMaps.Nodes(exact, map, cancellation)]))).Value
            select $"{model.Name}: {fault}").ToArray();
        return new ControlOutcome(Name, misfits.Length == 0, misfits.Length == 0 ? $"so for {models.Length} models" : string.Join("; ", misfits));
    }
}
