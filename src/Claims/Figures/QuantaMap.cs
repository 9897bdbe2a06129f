using System.Collections.Immutable;
using System.Globalization;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;

namespace Repro.Claims.Figures;

/// <summary>
/// Draws a quanta map (arXiv 2402.02619): one fact of every useful node, positions from left to right and layers from top to bottom. Above
/// the columns stand the tokens' meanings, below them the positions.
/// </summary>
public static class QuantaMap
{
    private const double Margin = 16;
    private const double Padding = 6;
    private const double LeastColumn = 40;
    private const double LegendBox = 18;
    private const int LegendShades = 6;

    /// <summary>Draws one fact.</summary>
    /// <exception cref="ArgumentException">A node lies outside the map's model or is mapped twice.</exception>
    public static SvgDrawing Draw(NodeMap map, MapFact fact)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(fact);
        var grid = MapGrid.Of(map, fact);
        ImmutableArray<string> above = [.. grid.Positions.Select(map.Layout.TokenName)];
        ImmutableArray<string> below = [.. grid.Positions.Select(position => $"P{position}")];
        var column = Math.Max(LeastColumn, Widest([.. above, .. below, .. grid.Blocks.SelectMany(block => Lines(block))]) + (2 * Padding));
        var tops = Tops(grid);
        var rowNames = Widest(grid.Rows) + Padding;
        var title = $"{map.Model}: {fact.Title}";
        ImmutableArray<string> notes = [Counts(map, grid), Conditions(map), .. fact.Reading];
        var legend = new Legend(fact, Unknown: grid.Blocks.Any(block => block.Cell is null));

        var left = Margin + rowNames;
        var top = Margin + (2 * TextSize.Line);
        var bottom = top + TextSize.Line + tops[^1] + TextSize.Line;
        var width = Math.Max(left + (column * grid.Positions.Length), Margin + Math.Max(TextSize.Width(title, bold: true), Math.Max(Widest(notes), legend.Width))) + Margin;
        var height = bottom + TextSize.Line + (TextSize.Line * notes.Length) + (2 * LegendBox) + Margin;
        var drawing = new SvgDrawing(width, height, title, string.Join(' ', notes));
        var canvas = drawing.Canvas;
        canvas.Text(title, Margin, Margin + (TextSize.Line / 2), TextAnchor.Start, bold: true);
        Labels(canvas.Group("tokens"), above, left, column, top + (TextSize.Line / 2));
        Labels(canvas.Group("positions"), below, left, column, bottom - (TextSize.Line / 2));
        var names = canvas.Group("rows");
        for (var row = 0; row < grid.Rows.Length; row++)
        {
            names.Text(grid.Rows[row], left - Padding, top + TextSize.Line + ((tops[row] + tops[row + 1]) / 2), TextAnchor.End);
        }

        Cells(canvas.Group("cells"), grid, fact, (left, top + TextSize.Line), column, tops);
        var at = bottom + TextSize.Line;
        foreach (var note in notes)
        {
            canvas.Text(note, Margin, at, TextAnchor.Start);
            at += TextSize.Line;
        }

        legend.Draw(canvas.Group("legend"), Margin, at);
        return drawing;
    }

    private static void Labels(SvgGroup group, ImmutableArray<string> texts, double left, double column, double middle)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            group.Text(texts[i], left + ((i + 0.5) * column), middle);
        }
    }

    private static void Cells(SvgGroup group, MapGrid grid, MapFact fact, (double Left, double Top) at, double column, double[] tops)
    {
        group.Rectangle(at.Left, at.Top, column * grid.Positions.Length, tops[^1], Colour.Grey);
        foreach (var block in grid.Blocks)
        {
            var (x, y) = (at.Left + (block.Column * column), at.Top + tops[block.Row]);
            var height = tops[block.Row + block.Nodes.Length] - tops[block.Row];
            var (middleX, middleY) = (x + (column / 2), y + (height / 2));
            var cell = group.Group("cell", $"{string.Join(' ', block.Nodes.Select(node => node.Name))}: {block.Cell?.Text ?? "unknown"}");
            cell.Rectangle(x, y, column, height, block.Cell?.Shade is { } shade ? fact.Scale.At(shade) : Colour.White, Colour.Frame);
            if (block.Cell is { Circle: > 0 } circled)
            {
                cell.Circle(middleX, middleY, circled.Circle * (Math.Min(column, height) / 2), Colour.White);
            }

            var lines = Lines(block);
            for (var line = 0; line < lines.Length; line++)
            {
                cell.Text(lines[line], middleX, middleY + ((line - ((lines.Length - 1) / 2.0)) * TextSize.Line));
            }
        }
    }

    // Top of each row below the first row's, and at the end the foot of the last: every row holds its tallest cell, merged or not.
    private static double[] Tops(MapGrid grid)
    {
        var tops = new double[grid.Rows.Length + 1];
        for (var row = 0; row < grid.Rows.Length; row++)
        {
            var lines = grid.Blocks.Where(block => block.Row <= row && row < block.Row + block.Nodes.Length).Max(block => Lines(block).Length);
            tops[row + 1] = tops[row] + (Math.Max(1, lines) * TextSize.Line) + Padding;
        }

        return tops;
    }

    private static ImmutableArray<string> Lines(MapBlock block) => block.Cell?.Lines ?? [];

    private static double Widest(IEnumerable<string> texts) => texts.Select(text => TextSize.Width(text)).DefaultIfEmpty().Max();

    private static string Counts(NodeMap map, MapGrid grid)
    {
        var heads = map.Nodes.Count(mapped => mapped.Node.Head is not null);
        return $"{map.Nodes.Length} useful nodes: {heads} heads and {map.Nodes.Length - heads} MLPs at {grid.Positions.Length} of {map.Layout.Length} positions.";
    }

    private static string Conditions(NodeMap map) => $"{map.Questions} questions that the model answers right; "
        + map.Ablation switch
        {
            AblationKind.Mean => "mean ablation",
            AblationKind.Zero => "zero ablation",
            AblationKind.Resample => "resampling",
            AblationKind.FirstLayerMean => "ablation by layer 0's mean",
            _ => throw new ArgumentException($"{map.Ablation} is no kind of ablation."),
        }
        + "; "
        + map.Rule switch
        {
            UsefulRule.EffectSize => string.Create(
                CultureInfo.InvariantCulture, $"useful: more than {100 * UsefulRules.LeastShare:0.##} % fail by the lower 95 % bound."),
            UsefulRule.Published => "useful: at least one question fails.",
            _ => throw new ArgumentException($"{map.Rule} is no rule of usefulness."),
        };

    // The colours and what they mean, in one line.
    private sealed record Legend(MapFact Fact, bool Unknown)
    {
        private const double Gap = 24;
        private const string NotUseful = "not useful";
        private const string NotKnown = "useful, this fact not known";

        public double Width => TextSize.Width(Fact.Ends.Low) + TextSize.Width(Fact.Ends.High) + (LegendShades * LegendBox) + (2 * Padding)
            + Gap + Keyed(NotUseful) + (Unknown ? Gap + Keyed(NotKnown) : 0);

        public void Draw(SvgGroup group, double x, double top)
        {
            var middle = top + (LegendBox / 2);
            group.Text(Fact.Ends.Low, x, middle, TextAnchor.Start);
            x += TextSize.Width(Fact.Ends.Low) + Padding;
            for (var shade = 0; shade < LegendShades; shade++)
            {
                group.Rectangle(x, top, LegendBox, LegendBox, Fact.Scale.At((double)shade / (LegendShades - 1)), Colour.Frame);
                x += LegendBox;
            }

            group.Text(Fact.Ends.High, x + Padding, middle, TextAnchor.Start);
            x += Padding + TextSize.Width(Fact.Ends.High) + Gap;
            x += Key(group, x, top, Colour.Grey, NotUseful) + Gap;
            if (Unknown)
            {
                Key(group, x, top, Colour.White, NotKnown);
            }
        }

        private static double Keyed(string text) => LegendBox + Padding + TextSize.Width(text);

        private static double Key(SvgGroup group, double x, double top, Colour colour, string text)
        {
            group.Rectangle(x, top, LegendBox, LegendBox, colour, Colour.Frame);
            group.Text(text, x + LegendBox + Padding, top + (LegendBox / 2), TextAnchor.Start);
            return Keyed(text);
        }
    }
}
