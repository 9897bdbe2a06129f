using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;

namespace Repro.Claims.Figures;

/// <summary>
/// The published arrangement of a quanta map (arXiv 2402.02619): a column for each position and a row for each head or MLP that has a
/// useful node; cells above each other with the same text are one.
/// </summary>
public sealed record MapGrid
{
    private MapGrid(ImmutableArray<int> positions, ImmutableArray<string> rows, ImmutableArray<MapBlock> blocks)
    {
        Positions = positions;
        Rows = rows;
        Blocks = blocks;
    }

    /// <summary>Positions with a useful node, ascending.</summary>
    public ImmutableArray<int> Positions { get; }

    /// <summary>Rows with a useful node, by layer, heads before the MLP: L0H0, …, L0MLP, L1H0, ….</summary>
    public ImmutableArray<string> Rows { get; }

    /// <summary>What covers the cells of useful nodes, column by column.</summary>
    public ImmutableArray<MapBlock> Blocks { get; }

    /// <summary>Arranges what one fact says of each node.</summary>
    /// <exception cref="ArgumentException">A node lies outside the map's model or is mapped twice.</exception>
    public static MapGrid Of(NodeMap map, MapFact fact)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(fact);
        var nodes = new Dictionary<Node, MappedNode>();
        foreach (var mapped in map.Nodes)
        {
            var node = mapped.Node;
            if (node.Position >= map.Layout.Length || node.Layer >= map.Layers || node.Head >= map.Heads)
            {
                throw new ArgumentException(
                    $"{node} lies outside {map.Model}, which has positions 0 to {map.Layout.Length - 1}, {map.Layers} layers and {map.Heads} heads.");
            }

            if (!nodes.TryAdd(node, mapped))
            {
                throw new ArgumentException($"{node} is in the map of {map.Model} twice.");
            }
        }

        ImmutableArray<int> positions = [.. nodes.Keys.Select(node => node.Position).Distinct().Order()];
        ImmutableArray<(int Layer, int? Head)> rows =
        [
            .. nodes.Keys.Select(node => (node.Layer, node.Head)).Distinct().OrderBy(row => (row.Layer, row.Head ?? int.MaxValue)),
        ];
        var blocks = ImmutableArray.CreateBuilder<MapBlock>();
        for (var column = 0; column < positions.Length; column++)
        {
            MapBlock? above = null;
            for (var row = 0; row < rows.Length; row++)
            {
                if (!nodes.TryGetValue(new Node(positions[column], rows[row].Layer, rows[row].Head), out var mapped))
                {
                    above = null;
                    continue;
                }

                var cell = fact.Cell(map, mapped);
                if (above?.Cell is { } other && cell is not null && string.Equals(other.Text, cell.Text, StringComparison.Ordinal))
                {
                    // The same names of keys can stand for other shares: the colour is that of the mean.
                    var count = above.Nodes.Length;
                    above = above with
                    {
                        Nodes = above.Nodes.Add(mapped.Node),
                        Cell = other with { Shade = ((other.Shade * count) + cell.Shade) / (count + 1) },
                    };
                    blocks[^1] = above;
                    continue;
                }

                above = new MapBlock(column, row, [mapped.Node], cell);
                blocks.Add(above);
            }
        }

        return new MapGrid(positions, [.. rows.Select(row => new Node(0, row.Layer, row.Head).Row)], blocks.ToImmutable());
    }
}
