using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Quanta.Tasks;
using Repro.Models.Randomness;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// The tests that confirm sub-tasks must not confirm them anywhere: at other heads, which the model needs for something else, they must fail. Tests of the
/// last layer's MLPs are left out: from no other position can such a node reach the digit.
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
        "of the tests that confirm a sub-task of heads 5 drawn at random from every map, each tried at as many other useful heads of the same layers, at the same positions as far as there are "
        + "any and else in front of them, confirm it at most once in 20 times";

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
        var confirmed = model.Map.Searches.SelectMany(search => search.Found).Where(test => test.Nodes.All(node => node.Head is not null)).ToArray();
        var tests = new List<SubTaskTest>();
        foreach (var stored in RandomSubset.Draw<SubTaskTest>(confirmed, Math.Min(Tests, confirmed.Length), ref random))
        {
            if (Others(model.Map, stored, ref random) is { } nodes)
            {
                using var trial = new TaskTrial(model.Engine, stored.Tag.Task, stored.Tag.Digit ?? 0, stored.Source, model.Map.QuestionSeed);
                tests.Add(trial.Of(nodes));
            }
        }

        return tests;
    }

    // As many heads of each layer, from which the digit can be reached and to which the map does not give the sub-task; null where there are too few.
    private static ImmutableArray<Node>? Others(NodeMap map, SubTaskTest stored, ref RandomSequence random)
    {
        var drawn = ImmutableArray.CreateBuilder<Node>();
        var (last, positions) = (stored.Nodes.Max(node => node.Position), stored.Nodes.Select(node => node.Position).ToHashSet());
        foreach (var layer in stored.Nodes.GroupBy(node => node.Layer))
        {
            var others = map.Nodes.Where(node => node.Node.Head is not null && node.Node.Layer == layer.Key && node.Node.Position <= last
                && !stored.Nodes.Contains(node.Node) && !node.Algorithm.Contains(stored.Tag))
                .Select(node => node.Node).ToLookup(node => positions.Contains(node.Position));
            var near = RandomSubset.Draw<Node>(others[true].ToArray(), Math.Min(layer.Count(), others[true].Count()), ref random);
            if (near.Length + others[false].Count() < layer.Count())
            {
                return null;
            }

            drawn.AddRange(near);
            drawn.AddRange(RandomSubset.Draw<Node>(others[false].ToArray(), layer.Count() - near.Length, ref random));
        }

        return drawn.ToImmutable();
    }
}
