using System.Collections.Immutable;

namespace Repro.Claims.Figures;

/// <summary>
/// The first two principal components of a head's z on questions of a few classes, for instance the three cases of a digit pair
/// (arXiv 2402.02619, PCA of tri-state questions): classes that the head tells apart stand apart.
/// </summary>
public static class ClassSeparationPlot
{
    private const double Size = 420;

    /// <summary>Draws the points.</summary>
    /// <param name="title">Model, node and digit.</param>
    /// <param name="classes">Names of the classes, at most four.</param>
    /// <param name="points">A point a question: both components and the index of its class.</param>
    /// <param name="explained">Share of the variance that each component explains, 0 to 1.</param>
    /// <exception cref="ArgumentException">There are no points or too many classes, or a point's class is none, or a value is not finite.</exception>
    public static SvgDrawing Draw(
        string title,
        ImmutableArray<string> classes,
        ImmutableArray<(double First, double Second, int Class)> points,
        (double First, double Second) explained)
    {
        if (classes.Length is 0 || classes.Length > Series.Most)
        {
            throw new ArgumentException($"{classes.Length} classes cannot be told apart; a plot takes 1 to {Series.Most}.");
        }

        foreach (var point in points)
        {
            if (point.Class < 0 || point.Class >= classes.Length)
            {
                throw new ArgumentException($"A point is of class {point.Class}; there are the classes 0 to {classes.Length - 1}.");
            }
        }

        var frame = new PlotFrame(
            title,
            $"{points.Length} questions of the classes {string.Join(", ", classes)} on the first two principal components of the head's z.",
            Axis.Linear(Label("first", explained.First), [.. points.Select(point => point.First)]),
            Axis.Linear(Label("second", explained.Second), [.. points.Select(point => point.Second)]),
            Size,
            Size,
            classes.Length);
        foreach (var point in points)
        {
            Series.Mark(frame.Canvas, point.Class, frame.X(point.First), frame.Y(point.Second));
        }

        var legend = frame.Drawing.Canvas.Group("legend");
        for (var i = 0; i < classes.Length; i++)
        {
            var middle = frame.LegendTop + (i * TextSize.Line);
            Series.Mark(legend, i, PlotFrame.Left, middle);
            legend.Text($"{classes[i]} ({points.Count(point => point.Class == i)} questions)", PlotFrame.Left + TextSize.Em, middle, TextAnchor.Start);
        }

        return frame.Drawing;
    }

    private static string Label(string which, double share) => share is >= 0 and <= 1
        ? $"{which} component of z ({Math.Round(100 * share):0} % of the variance)"
        : throw new ArgumentException($"The {which} component explains {share} of the variance; shares lie in 0 to 1.");
}
