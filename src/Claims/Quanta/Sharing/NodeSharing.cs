using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>How many useful nodes serve two or three of the kinds S, M, N (arXiv 2402.02619, "polysemantic nodes": 59 of 96).</summary>
/// <remarks>
/// Sharing is judged against two chance levels, in which every kind keeps its number of nodes and these are drawn anew for each kind. Where
/// each kind needs more than half of the useful nodes they must overlap: among useful nodes alone the published counts (61, 70 and 53 of 96)
/// give more shared nodes by chance, 70 %, than the published 61 %. Among all nodes of the model far fewer.
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

    /// <summary>Number of shared nodes when the nodes of each kind are drawn from the useful nodes.</summary>
    public required ChanceLevel AmongUseful { get; init; }

    /// <summary>Number of nodes that serve all three kinds when those of each kind are drawn from the useful nodes.</summary>
    public required ChanceLevel AllAmongUseful { get; init; }

    /// <summary>For each two kinds, the nodes that serve both, when those of each are drawn from the useful nodes.</summary>
    public required ImmutableArray<(QuestionKind First, QuestionKind Second, ChanceLevel Both)> Pairs { get; init; }

    /// <summary>The same as <see cref="AmongUseful"/> when they are drawn from all nodes but those of the last position, behind which nothing is predicted.</summary>
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
        return new NodeSharing
        {
            LeastFails = leastFails,
            ByKind = byKind,
            Shared = new(shared, kinds.Length),
            SharedByAll = new(kinds.Count(served => served.Length > 2), kinds.Length),
            AmongUseful = Chance(shared, 2, kinds.Length, byKind.Values, seed),
            AmongAll = Chance(shared, 2, map.Layers * (map.Heads + 1) * (map.Layout.Length - 1), byKind.Values, seed),
            AllAmongUseful = Chance(kinds.Count(served => served.Length > 2), 3, kinds.Length, byKind.Values, seed),
            Pairs =
            [
                .. from first in byKind
                   from second in byKind
                   where first.Key < second.Key
                   let both = kinds.Count(served => served.Contains(first.Key) && served.Contains(second.Key))
                   select (first.Key, second.Key, Chance(both, 2, kinds.Length, [first.Value, second.Value], seed)),
            ],
        };
    }

    // Nodes that serve at least so many of the kinds.
    private static ChanceLevel Chance(int observed, int leastKinds, int nodes, IEnumerable<int> counts, ulong seed)
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

            return kinds.Count(served => served >= leastKinds);
        });
    }
}
