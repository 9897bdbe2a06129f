using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;

namespace Repro.Claims.Figures;

/// <summary>The loss over a training, on a logarithmic axis, with published losses of the same model beside it.</summary>
public static class LossPlot
{
    private const double Width = 640;
    private const double Height = 360;
    private const double Cap = 4;

    /// <summary>Draws a curve.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="losses">Its losses. Those that are exactly 0 have no place on the axis and are left out.</param>
    /// <param name="published">What was published; drawn as ranges. Empty where nothing was.</param>
    /// <exception cref="ArgumentException">A loss is negative or not finite, or none is above 0.</exception>
    public static SvgDrawing Draw(string model, ZooLosses losses, ImmutableArray<PublishedLoss> published)
    {
        ArgumentNullException.ThrowIfNull(losses);
        if (losses.Values.Any(loss => !(loss >= 0)))
        {
            throw new ArgumentException($"{model}: the loss {losses.Values.First(loss => !(loss >= 0))} cannot be plotted; losses are 0 or more.");
        }

        var curve = losses.Values.Select((loss, i) => (Step: (double)i * losses.Every, Loss: (double)loss)).Where(point => point.Loss > 0).ToArray();
        var frame = new PlotFrame(
            $"{model}: loss over the training",
            $"{curve.Length} losses, one of every {losses.Every} training steps" + (published.IsEmpty ? "." : $", and {published.Length} published ones."),
            Axis.Linear("training step", [0, .. curve.Select(point => point.Step), .. published.Select(point => (double)point.Step)]),
            Axis.Logarithmic(
                "loss (nats per answer token)",
                [.. curve.Select(point => point.Loss), .. published.SelectMany(point => new[] { point.Least, point.Most })]),
            Width,
            Height,
            legend: published.IsEmpty ? 1 : 2);
        frame.Canvas.Polyline(curve.Select(point => (frame.X(point.Step), frame.Y(point.Loss))), Series.ColourOf(0));
        foreach (var point in published)
        {
            DrawRange(frame, point);
        }

        var legend = frame.Drawing.Canvas.Group("legend");
        var (x, y) = (PlotFrame.Left, frame.LegendTop);
        legend.Line((x, y), (x + (2 * TextSize.Em), y), Series.ColourOf(0));
        legend.Text($"this model, every {losses.Every} steps", x + (3 * TextSize.Em), y, TextAnchor.Start);
        if (!published.IsEmpty)
        {
            Series.Mark(legend, 1, x + TextSize.Em, y + TextSize.Line);
            legend.Text("published, at the authors' size and number of steps; a bar is a published range", x + (3 * TextSize.Em), y + TextSize.Line, TextAnchor.Start);
        }

        return frame.Drawing;
    }

    private static void DrawRange(PlotFrame frame, PublishedLoss point)
    {
        var (x, low, high) = (frame.X(point.Step), frame.Y(point.Least), frame.Y(point.Most));
        if (point.Least == point.Most)
        {
            Series.Mark(frame.Canvas, 1, x, low);
            return;
        }

        var colour = Series.ColourOf(1);
        frame.Canvas.Line((x, low), (x, high), colour);
        frame.Canvas.Line((x - Cap, low), (x + Cap, low), colour);
        frame.Canvas.Line((x - Cap, high), (x + Cap, high), colour);
    }
}
