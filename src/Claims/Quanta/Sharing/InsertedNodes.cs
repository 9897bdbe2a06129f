using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Statistics;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>
/// What became of the useful nodes of an addition model in a mixed model that started from it: the nodes at the same position, layer and
/// head or MLP (arXiv 2402.02619: of 48 inserted nodes 42 serve addition and 39 two kinds or more). Its chance levels draw equally many
/// heads and equally many MLPs from all the mixed model's nodes in the parent's layers. Beside them stands what any heads at the same positions and layers
/// give, on average: how much the place says by itself.
/// </summary>
public sealed record InsertedNodes
{
    private const uint Stream = 6;

    /// <summary>Inserted nodes that are useful at all.</summary>
    public required Proportion Useful { get; init; }

    /// <summary>Inserted nodes that serve each kind.</summary>
    public required ImmutableSortedDictionary<QuestionKind, Proportion> ByKind { get; init; }

    /// <summary>Inserted nodes that serve at least two kinds.</summary>
    public required Proportion Shared { get; init; }

    /// <summary>Useful nodes among random ones.</summary>
    public required ChanceLevel UsefulByChance { get; init; }

    /// <summary>Nodes that serve addition among random ones.</summary>
    public required ChanceLevel AdditionByChance { get; init; }

    /// <summary>Nodes that serve at least two kinds among random ones.</summary>
    public required ChanceLevel SharedByChance { get; init; }

    /// <summary>Nodes that serve addition, on average, when each inserted head is replaced by any head of its position and layer.</summary>
    public required double AdditionAtThePlaces { get; init; }

    /// <summary>Nodes that serve at least two kinds, likewise.</summary>
    public required double SharedAtThePlaces { get; init; }

    /// <summary>Compares the maps of parent and child.</summary>
    /// <param name="parent">Map of the addition model.</param>
    /// <param name="child">Map of the mixed model.</param>
    /// <param name="leastFails">Failing questions of a kind from which on a node serves it; <see cref="BrokenKinds.PublishedFails"/> in the paper.</param>
    /// <param name="seed">Seed of the chance levels.</param>
    /// <exception cref="ArgumentException">The models differ in digits, or the child has fewer layers or heads.</exception>
    public static InsertedNodes Of(NodeMap parent, NodeMap child, int leastFails, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(child);
        if (parent.Layout != child.Layout || child.Layers < parent.Layers || child.Heads < parent.Heads)
        {
            throw new ArgumentException(
                $"{child.Model} ({Shape(child)}) cannot have started from {parent.Model} ({Shape(parent)}): it needs as many digits and no fewer layers and heads.");
        }

        var kinds = child.Nodes.ToDictionary(node => node.Node, node => node.Effect.Kinds(leastFails));
        var inserted = parent.Nodes.Select(node => node.Node).ToArray();
        int Count(IEnumerable<Node> nodes, Func<ImmutableArray<QuestionKind>, bool> wanted) =>
            nodes.Count(node => kinds.TryGetValue(node, out var served) && wanted(served));
        Proportion Share(Func<ImmutableArray<QuestionKind>, bool> wanted) => new(Count(inserted, wanted), inserted.Length);
        ChanceLevel Chance(Func<ImmutableArray<QuestionKind>, bool> wanted)
        {
            var random = new RandomSequence(seed, StreamPurpose.Statistics, minor: Stream);
            return ChanceLevel.Of(Count(inserted, wanted), () => Count(Like(inserted, parent, child, ref random), wanted));
        }

        double AtThePlaces(Func<ImmutableArray<QuestionKind>, bool> wanted) => inserted.Sum(node => node.Head is null
            ? Count([node], wanted)
            : (double)Count(Enumerable.Range(0, child.Heads).Select(head => new Node(node.Position, node.Layer, head)), wanted) / child.Heads);

        return new InsertedNodes
        {
            Useful = Share(_ => true),
            ByKind = Enum.GetValues<QuestionKind>().ToImmutableSortedDictionary(kind => kind, kind => Share(served => served.Contains(kind))),
            Shared = Share(served => served.Length > 1),
            UsefulByChance = Chance(_ => true),
            AdditionByChance = Chance(served => served.Contains(QuestionKind.Add)),
            SharedByChance = Chance(served => served.Length > 1),
            AdditionAtThePlaces = AtThePlaces(served => served.Contains(QuestionKind.Add)),
            SharedAtThePlaces = AtThePlaces(served => served.Length > 1),
        };
    }

    private static List<Node> Like(Node[] inserted, NodeMap parent, NodeMap child, ref RandomSequence random)
    {
        var (rows, positions) = (parent.Layers, child.Layout.Length - 1);
        var heads = inserted.Count(node => node.Head is not null);
        var drawn = new List<Node>();
        foreach (var place in RandomSubset.Draw(Enumerable.Range(0, positions * rows * child.Heads).ToArray(), heads, ref random))
        {
            drawn.Add(new Node(place / (rows * child.Heads), place / child.Heads % rows, place % child.Heads));
        }

        foreach (var place in RandomSubset.Draw(Enumerable.Range(0, positions * rows).ToArray(), inserted.Length - heads, ref random))
        {
            drawn.Add(new Node(place / rows, place % rows, null));
        }

        return drawn;
    }

    private static string Shape(NodeMap map) => $"{map.Layout.Digits} digits, {map.Layers} layers, {map.Heads} heads";
}
