using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-37: the sample model, trained again, has as many nodes for every task.</summary>
public sealed class SampleInventory() : CircuitClaim(
    "MIX-37",
    "Trained again, the paper's sample model has, for most of the tasks that are published of it, as many nodes as published, to within half of that.",
    $"nodes of ins1_mix_d6_l3_h4_t40K_s372001: {string.Join(", ", Published.Select(task => $"{task.Name} {task.Nodes}"))}",
    new Criterion(
        "share of these 13 tasks whose number of nodes deviates from the published one by at most half of that",
        Comparator.AtLeast,
        0.8,
        "The tolerance of ADD-12 and MIX-19; two of thirteen may miss it. Where the authors' tags come from principal components (ST, MT) a linear probe counts as well as a test. Their tests of MT "
        + "and GT accept any change, and a tag of attention takes 1 % where ours takes 10 %, so that ours may have fewer. The maps had been made when this was written; they had not been counted so."),
    MixedModelsMapped.Initialised,
    [new StoredMaps(), new OtherPlaces(), new UntrainedCircuit()])
{
    private const double Tolerance = 0.5;

    private static ImmutableArray<(string Name, ImmutableArray<SubTask> Tasks, int Nodes)> Published =>
    [
        ("ST", [SubTask.ST], 7),
        ("MT", [SubTask.MT], 6),
        ("GT", [SubTask.GT], 5),
        ("SA", [SubTask.SA], 12),
        ("MD", [SubTask.MD], 12),
        ("ND", [SubTask.ND], 10),
        ("SC", [SubTask.SC], 5),
        ("MB", [SubTask.MB], 2),
        ("NB", [SubTask.NB], 3),
        ("OPR", [SubTask.OPR], 18),
        ("SGN", [SubTask.SGN], 16),
        ("SLT", [SubTask.SLT], 4),
        ("combiners", [SubTask.STC, SubTask.MTC, SubTask.NTC], 6),
    ];

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Map.Layout.Digits != SampleMap.Digits)
        {
            return null;
        }

        var counts = Published.Select(task => (task.Name, task.Nodes, Here: Nodes(model.Map, task.Tasks).ToArray())).ToArray();
        var share = new Proportion(counts.Count(task => Math.Abs(task.Here.Length - task.Nodes) <= Tolerance * task.Nodes), counts.Length);
        return new Measurement(model.Name, share.Value)
        {
            Raw = Measurement.RawOf(
            [
                ("tasks", share.Trials),
                ("within half of the published number", share.Hits),
                .. counts.SelectMany(task => new[] { ($"{task.Name}, published", (double)task.Nodes), ($"{task.Name}, here", task.Here.Length) }),
            ]),
            Examples = [.. counts.Select(task => $"{task.Name}: {string.Join(' ', task.Here.Select(node => node.Node))}")],
        };
    }

    private static IEnumerable<MappedNode> Nodes(NodeMap map, ImmutableArray<SubTask> tasks)
    {
        var early = EarlyHeads.Of(map);
        return map.Nodes.Where(node => node.Algorithm.Any(tag => tasks.Contains(tag.Task))
            || (tasks is [SubTask.ST or SubTask.MT] && early.Contains(node) && EarlyHeads.TellsCases(map, node, tasks[0])));
    }
}
