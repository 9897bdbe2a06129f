using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>How many useful nodes serve two or three of the kinds S, M, N (arXiv 2402.02619, "polysemantic nodes": 59 of 96).</summary>
/// <remarks>
/// Sharing is judged against two chance levels, in which every kind keeps its number of nodes. Among useful nodes these are dealt anew, none left without a
/// kind, as it would not be useful: where each kind needs more than half of the nodes, they must overlap. Among all nodes of the model they are drawn for each
/// kind by itself, and far fewer overlap.
/// </remarks>
public sealed record NodeSharing
{
    private const uint Stream = 5;

    /// <summary>Failing questions of a kind from which on a node serves it.</summary>
    public required int LeastFails { get; init; }

    /// <summary>Useful nodes that serve each kind; kinds that none serves are left out.</summary>
    public required ImmutableSortedDictionary<QuestionKind, int> ByKind { get; init; }

    /// <summary>Useful nodes that serve at least two kinds.</summary>
    public required Proportion Shared { get; init; }

    /// <summary>Useful nodes that serve all three.</summary>
    public required Proportion SharedByAll { get; init; }

    /// <summary>Number of shared nodes when the kinds are dealt anew among the useful nodes.</summary>
    public required ChanceLevel AmongUseful { get; init; }

    /// <summary>Number of nodes that serve all three kinds, dealt so.</summary>
    public required ChanceLevel AllAmongUseful { get; init; }

    /// <summary>For each two kinds, the nodes that serve both, dealt so.</summary>
    public required ImmutableArray<(QuestionKind First, QuestionKind Second, ChanceLevel Both)> Pairs { get; init; }

    /// <summary>Number of shared nodes when those of each kind are drawn from all nodes but those of the last position, behind which nothing is predicted.</summary>
    public required ChanceLevel AmongAll { get; init; }

    /// <summary>Counts the nodes of a map.</summary>
    /// <param name="map">The useful nodes.</param>
    /// <param name="leastFails">Failing questions of a kind from which on a node serves it; <see cref="BrokenKinds.PublishedFails"/> in the paper.</param>
    /// <param name="seed">Seed of the chance levels.</param>
    /// <exception cref="ArgumentOutOfRangeException">No failing question is asked for.</exception>
    public static NodeSharing Of(NodeMap map, int leastFails, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(map);
        var kinds = map.Nodes.Select(node => node.Effect.Kinds(leastFails)).ToArray();
        var byKind = kinds.SelectMany(served => served).GroupBy(kind => kind).ToImmutableSortedDictionary(group => group.Key, group => group.Count());
        var shared = kinds.Count(served => served.Length > 1);
        (QuestionKind First, QuestionKind Second)[] pairs = [.. from first in byKind.Keys from second in byKind.Keys where first < second select (first, second)];
        var dealt = KindShuffle.Of(
            kinds, seed, [served => served.Count > 1, served => served.Count > 2, .. pairs.Select(Both)]);
        return new NodeSharing
        {
            LeastFails = leastFails,
            ByKind = byKind,
            Shared = new(shared, kinds.Length),
            SharedByAll = new(kinds.Count(served => served.Length > 2), kinds.Length),
            AmongUseful = dealt[0],
            AllAmongUseful = dealt[1],
            Pairs = [.. pairs.Select((pair, index) => (pair.First, pair.Second, dealt[index + 2]))],
            AmongAll = Drawn(shared, map.Layers * (map.Heads + 1) * (map.Layout.Length - 1), byKind.Values, seed),
        };

        static Func<IReadOnlyCollection<QuestionKind>, bool> Both((QuestionKind First, QuestionKind Second) pair) =>
            served => served.Contains(pair.First) && served.Contains(pair.Second);
    }

    // Nodes that serve several kinds.
    private static ChanceLevel Drawn(int observed, int nodes, IEnumerable<int> counts, ulong seed)
    {
        var random = new RandomSequence(seed, StreamPurpose.Statistics, minor: Stream);
        var places = Enumerable.Range(0, nodes).ToArray();
        return ChanceLevel.Of(observed, () =>
        {
            var kinds = new int[nodes];
            foreach (var count in counts)
            {
                foreach (var place in RandomSubset.Draw(places, count, ref random))
                {
                    kinds[place]++;
                }
            }

            return kinds.Count(served => served > 1);
        });
    }
}
