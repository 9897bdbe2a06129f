using System.Globalization;
using System.Xml.Linq;

namespace Repro.Claims.Figures;

/// <summary>A group of shapes of a drawing; lengths are pixels at 100 %, from the left and from the top. What comes later covers what was before.</summary>
public sealed class SvgGroup
{
    private readonly XElement _element;

    internal SvgGroup(XElement element) => _element = element;

    /// <summary>Opens a group inside this one.</summary>
    /// <param name="kind">What it shows, written as its class.</param>
    /// <param name="title">What a viewer shows when pointed at it, and a screen reader reads.</param>
    public SvgGroup Group(string kind, string? title = null)
    {
        var group = Add("g", ("class", kind));
        if (title is not null)
        {
            group.Add(new XElement(SvgDrawing.Namespace + "title", title));
        }

        return new SvgGroup(group);
    }

    /// <summary>A filled rectangle, framed where a stroke is given.</summary>
    public void Rectangle(double x, double y, double width, double height, Colour fill, Colour? stroke = null)
    {
        var rectangle = Add("rect", ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)), ("fill", $"{fill}"));
        if (stroke is { } frame)
        {
            rectangle.SetAttributeValue("stroke", $"{frame}");
        }
    }

    /// <summary>A filled circle.</summary>
    public void Circle(double x, double y, double radius, Colour fill) =>
        Add("circle", ("cx", Number(x)), ("cy", Number(y)), ("r", Number(radius)), ("fill", $"{fill}"));

    /// <summary>A filled polygon.</summary>
    public void Polygon(IEnumerable<(double X, double Y)> corners, Colour fill) => Add("polygon", ("points", Points(corners)), ("fill", $"{fill}"));

    /// <summary>A straight line.</summary>
    public void Line((double X, double Y) from, (double X, double Y) to, Colour stroke) => Add(
        "line", ("x1", Number(from.X)), ("y1", Number(from.Y)), ("x2", Number(to.X)), ("y2", Number(to.Y)), ("stroke", $"{stroke}"));

    /// <summary>Lines from point to point.</summary>
    public void Polyline(IEnumerable<(double X, double Y)> points, Colour stroke) => Add(
        "polyline", ("points", Points(points)), ("fill", "none"), ("stroke", $"{stroke}"));

    /// <summary>One line of text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">Where its anchor stands.</param>
    /// <param name="middle">The middle of its height.</param>
    /// <param name="anchor">What stands at <paramref name="x"/>.</param>
    /// <param name="bold">For headings.</param>
    public void Text(string text, double x, double middle, TextAnchor anchor = TextAnchor.Middle, bool bold = false)
    {
        var element = Add("text", ("x", Number(x)), ("y", Number(middle + TextSize.Drop)), ("text-anchor", Name(anchor)));
        if (bold)
        {
            element.SetAttributeValue("font-weight", "bold");
        }

        element.Add(new XText(text));
    }

    /// <summary>One line of text that reads upwards, its middle at a place.</summary>
    public void TextUpwards(string text, double x, double y) =>
        Add("text", ("text-anchor", Name(TextAnchor.Middle)), ("transform", $"translate({Number(x + TextSize.Drop)} {Number(y)}) rotate(-90)"))
            .Add(new XText(text));

    private static string Name(TextAnchor anchor) => anchor switch
    {
        TextAnchor.Start => "start",
        TextAnchor.Middle => "middle",
        TextAnchor.End => "end",
        _ => throw new ArgumentOutOfRangeException(nameof(anchor), anchor, message: null),
    };

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"));

    // Hundredths of a pixel, so that text does not differ by the last bits of a machine's arithmetic; + 0.0 makes −0 a 0.
    internal static string Number(double value) => double.IsFinite(value)
        ? (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture)
        : throw new ArgumentException($"{value} is no place in a drawing; lengths and places are finite.");

    private XElement Add(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        var element = new XElement(SvgDrawing.Namespace + name);
        foreach (var (attribute, value) in attributes)
        {
            element.SetAttributeValue(attribute, value);
        }

        _element.Add(element);
        return element;
    }
}
