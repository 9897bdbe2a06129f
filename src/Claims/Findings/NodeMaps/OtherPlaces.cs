using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Quanta.Tasks;
using Repro.Models.Randomness;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// The tests that confirm sub-tasks must not confirm them anywhere: at other nodes, which the model needs for something else, they must fail.
/// </summary>
public sealed class OtherPlaces : ICircuitControl
{
    private const int Tests = 5;
    private const double MostConfirmed = 0.05;
    private const uint Stream = 10;

    // Tried once in a process, as several claims ask.
    private static readonly OnceAModel<SubTaskTest> Tried = new((model, _) => Try(model));

    /// <inheritdoc/>
    public string Name =>
        "of the tests that confirm a sub-task 5 drawn at random from every map, each tried at as many other useful nodes of the same layers, confirm it at most once in 20 times";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var tests = models.SelectMany(model => Tried.Of(model, cancellation)).ToArray();
        var confirmed = tests.Where(test => test.Passes).ToArray();
        return new ControlOutcome(
            Name,
            tests.Length > 0 && confirmed.Length <= MostConfirmed * tests.Length,
            $"{confirmed.Length} of {tests.Length} in {models.Length} models{string.Concat(confirmed.Select(test => $"; {test.Tag} at {string.Join(" + ", test.Nodes)}"))}");
    }

    private static List<SubTaskTest> Try(MappedModel model)
    {
        var random = new RandomSequence(StoredMaps.Seed, StreamPurpose.Statistics, minor: Stream);
        var confirmed = model.Map.Searches.SelectMany(search => search.Found).ToArray();
        var tests = new List<SubTaskTest>();
        foreach (var stored in RandomSubset.Draw<SubTaskTest>(confirmed, Math.Min(Tests, confirmed.Length), ref random))
        {
            if (Others(model, stored.Nodes, ref random) is { } nodes)
            {
                using var trial = new TaskTrial(model.Engine, stored.Tag.Task, stored.Tag.Digit ?? 0, stored.Source, model.Map.QuestionSeed);
                tests.Add(trial.Of(nodes));
            }
        }

        return tests;
    }

    // As many heads or MLPs of each layer; null where the map has too few others.
    private static ImmutableArray<Node>? Others(MappedModel model, ImmutableArray<Node> nodes, ref RandomSequence random)
    {
        var drawn = ImmutableArray.CreateBuilder<Node>();
        foreach (var sort in nodes.GroupBy(node => (node.Layer, IsHead: node.Head is not null)))
        {
            var others = model.Map.Nodes.Select(node => node.Node)
                .Where(node => (node.Layer, node.Head is not null) == sort.Key && !nodes.Contains(node)).ToArray();
            if (others.Length < sort.Count())
            {
                return null;
            }

            drawn.AddRange(RandomSubset.Draw<Node>(others, sort.Count(), ref random));
        }

        return drawn.ToImmutable();
    }
}
