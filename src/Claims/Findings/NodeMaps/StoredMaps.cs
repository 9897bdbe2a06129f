using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Repro.Claims.Circuits;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Tasks;
using Repro.Models.Engines;
using Repro.Models.Randomness;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// Makes a small part of every map anew: the effects of nodes drawn at random, half of them in the map and half not, and confirmed
/// tests of sub-tasks. So a map that another version of the analysis wrote cannot decide. Always on the CPU, where those
/// of the repository are made: another device adds in another order, and a question whose two best answers are as good as equal may fail there.
/// </summary>
public sealed class StoredMaps : ICircuitControl
{
    /// <summary>Seed of the draws.</summary>
    public const ulong Seed = 240202619;

    private const int NodesOfEach = 5;
    private const int Tests = 3;

    // A map is checked once in a process, as many claims rest on it; who asks meanwhile waits.
    private static readonly ConditionalWeakTable<NodeMap, Lazy<string[]>> Faults = [];

    /// <inheritdoc/>
    public string Name => "drawn at random from every map, the effects of 5 nodes in it and 5 nodes not in it, and 3 tests of sub-tasks, come out exactly so again";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var misfits = (
            from model in models
            from fault in Faults.GetValue(model.Map, map => new(() => OnCpu(model, exact => [.. Nodes(exact, map, cancellation), .. SubTasks(exact)]))).Value
            select $"{model.Name}: {fault}").ToArray();
        return new ControlOutcome(Name, misfits.Length == 0, misfits.Length == 0 ? $"so for {models.Length} models" : string.Join("; ", misfits));
    }

    /// <summary>How the effects of nodes drawn at random, in a map and not in it, differ from what it says.</summary>
    internal static IEnumerable<string> Nodes(MappedModel model, NodeMap map, CancellationToken cancellation)
    {
        var random = new RandomSequence(Seed, StreamPurpose.Statistics, minor: 3);
        var useful = map.Nodes.ToDictionary(node => node.Node, node => node.Effect);
        var positions = Enumerable.Range(0, map.Layout.Length - 1).Where(position => map.Rule != UsefulRule.Published || map.PositionFails[position] > 0);
        var others = Node.All(model.Engine.Config, positions).Where(node => !useful.ContainsKey(node));
        var drawn = Draw([.. useful.Keys], NodesOfEach, ref random).Concat(Draw([.. others], NodesOfEach, ref random)).ToArray();
        var questions = model.Questions();
        if (questions.Count != map.Questions)
        {
            return [$"{questions.Count} questions are answered right, in the map {map.Questions}"];
        }

        var ablation = new Ablation(model.Engine, questions.Tokens, map.Ablation, map.QuestionSeed);
        return NodeScan.OfNodes(model.Engine, questions, ablation, drawn, cancellation)
            .Where(effect => useful.TryGetValue(effect.Node, out var stored) ? !Same(effect, stored) : map.Rule.Holds(effect))
            .Select(effect => $"{effect.Node} fails {effect.Fails} questions, in the map {useful.GetValueOrDefault(effect.Node)?.Fails ?? 0}");
    }

    /// <summary>What a check of a model finds on the CPU.</summary>
    internal static string[] OnCpu(MappedModel model, Func<MappedModel, string[]> check)
    {
        if (string.Equals(model.Engine.Device, EngineFactory.Cpu, StringComparison.Ordinal))
        {
            return check(model);
        }

        using var exact = model.OnCpu();
        return check(exact);
    }

    private static IEnumerable<string> SubTasks(MappedModel model)
    {
        var random = new RandomSequence(Seed, StreamPurpose.Statistics, minor: 4);
        return
            from stored in Draw([.. model.Map.Searches.SelectMany(search => search.Found)], Tests, ref random)
            let again = Again(model, stored)
            where (again.Exact, again.Moved, again.PartWay, again.Elsewhere, again.Null, again.Bypass)
                != (stored.Exact, stored.Moved, stored.PartWay, stored.Elsewhere, stored.Null, stored.Bypass)
            select $"{stored.Tag} at {string.Join(" + ", stored.Nodes)} gives {again.Exact} exact answers, in the map {stored.Exact}";
    }

    private static SubTaskTest Again(MappedModel model, SubTaskTest stored)
    {
        using var trial = new TaskTrial(model.Engine, stored.Tag.Task, stored.Tag.Digit ?? 0, stored.Source, model.Map.QuestionSeed);
        return trial.Of(stored.Nodes);
    }

    private static bool Same(NodeEffect effect, NodeEffect stored) =>
        effect.Fails == stored.Fails && effect.Impact.SequenceEqual(stored.Impact) && effect.Classes.SequenceEqual(stored.Classes);

    private static List<T> Draw<T>(List<T> from, int count, ref RandomSequence random)
    {
        var drawn = new List<T>();
        while (drawn.Count < count && from.Count > 0)
        {
            var index = random.NextBelow(from.Count);
            drawn.Add(from[index]);
            from.RemoveAt(index);
        }

        return drawn;
    }
}
