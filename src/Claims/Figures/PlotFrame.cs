namespace Repro.Claims.Figures;

/// <summary>A drawing with a title and two axes, into which a plot puts its points.</summary>
public sealed class PlotFrame
{
    /// <summary>Left end of the plotted area, and of a legend.</summary>
    public const double Left = 84;

    private const double Right = 24;
    private const double Top = 44;
    private const double Bottom = 52;
    private const double Tick = 5;
    private static readonly Colour GridLine = new(235, 235, 235);

    private readonly Axis _across;
    private readonly Axis _up;
    private readonly double _width;
    private readonly double _height;
    private readonly int _tickLines;

    /// <summary>Draws the frame.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="description">The same in more words, for screen readers.</param>
    /// <param name="across">The horizontal axis.</param>
    /// <param name="up">The vertical axis.</param>
    /// <param name="width">Width of the plotted area, in pixels; the drawing is widened where its title is longer.</param>
    /// <param name="height">Height of the plotted area, in pixels.</param>
    /// <param name="legend">Lines for a legend below the axis.</param>
    public PlotFrame(string title, string description, Axis across, Axis up, double width, double height, int legend = 0)
    {
        ArgumentNullException.ThrowIfNull(across);
        ArgumentNullException.ThrowIfNull(up);
        (_across, _up, _width, _height) = (across, up, Math.Max(width, TextSize.Width(title, bold: true)), height);
        _tickLines = across.Ticks.Max(tick => Lines(tick.Text).Length);
        LegendTop = Top + height + Bottom + ((_tickLines - 1) * TextSize.Line);
        Drawing = new SvgDrawing(Left + _width + Right, LegendTop + (legend * TextSize.Line), title, description);
        Drawing.Canvas.Text(title, Left, Top / 2, TextAnchor.Start, bold: true);
        DrawAxes();
        Canvas = Drawing.Canvas.Group("data");
    }

    /// <summary>The whole drawing.</summary>
    public SvgDrawing Drawing { get; }

    /// <summary>Where points go.</summary>
    public SvgGroup Canvas { get; }

    /// <summary>Upper end of the room for a legend.</summary>
    public double LegendTop { get; }

    /// <summary>Where a value of the horizontal axis stands.</summary>
    public double X(double value) => Left + (_width * _across.Place(value));

    /// <summary>Where a value of the vertical axis stands.</summary>
    public double Y(double value) => Top + (_height * (1 - _up.Place(value)));

    private static string[] Lines(string text) => text.Split('\n');

    private void DrawAxes()
    {
        var canvas = Drawing.Canvas.Group("axes");
        var (bottom, right) = (Top + _height, Left + _width);
        foreach (var (value, text) in _across.Ticks)
        {
            canvas.Line((X(value), Top), (X(value), bottom), GridLine);
            canvas.Line((X(value), bottom), (X(value), bottom + Tick), Colour.Frame);
            var middle = bottom + Tick + (TextSize.Line / 2);
            foreach (var line in Lines(text))
            {
                canvas.Text(line, X(value), middle);
                middle += TextSize.Line;
            }
        }

        foreach (var (value, text) in _up.Ticks)
        {
            canvas.Line((Left, Y(value)), (right, Y(value)), GridLine);
            canvas.Line((Left - Tick, Y(value)), (Left, Y(value)), Colour.Frame);
            canvas.Text(text, Left - (2 * Tick), Y(value), TextAnchor.End);
        }

        canvas.Line((Left, bottom), (right, bottom), Colour.Frame);
        canvas.Line((Left, Top), (Left, bottom), Colour.Frame);
        canvas.Text(_across.Label, Left + (_width / 2), bottom + Tick + ((_tickLines + 0.5) * TextSize.Line));
        canvas.TextUpwards(_up.Label, TextSize.Line, Top + (_height / 2));
    }
}
