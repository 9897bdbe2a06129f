using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FluentAssertions;
using Repro.Claims.Figures;

namespace Repro.Claims.Tests.Figures;

/// <summary>A drawing read back from its text, as any reader of SVG would.</summary>
internal sealed class ParsedFigure
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public ParsedFigure(SvgDrawing drawing)
    {
        Root = XDocument.Parse(drawing.ToString()).Root!;
        Root.Name.Should().Be(Svg + "svg");
    }

    public XElement Root { get; }

    /// <summary>The groups of a class.</summary>
    public XElement[] Groups(string kind) =>
        [.. Root.Descendants(Svg + "g").Where(group => string.Equals((string?)group.Attribute("class"), kind, StringComparison.Ordinal))];

    /// <summary>The texts inside an element, in order.</summary>
    public static string[] Texts(XElement element) => [.. element.Descendants(Svg + "text").Select(text => text.Value)];

    public static string? Title(XElement element) => element.Element(Svg + "title")?.Value;

    public static XElement[] All(XElement element, string name) => [.. element.Descendants(Svg + name)];

    public static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    public static Box BoxOf(XElement rectangle)
    {
        var (x, y) = (Number(rectangle, "x"), Number(rectangle, "y"));
        return new Box(x, y, x + Number(rectangle, "width"), y + Number(rectangle, "height"));
    }

    /// <summary>The room that a text takes at most.</summary>
    public static Box BoxOfText(XElement text)
    {
        var width = TextSize.Width(text.Value, text.Attribute("font-weight") is not null);
        var (ascent, descent) = (0.8 * TextSize.Em, 0.2 * TextSize.Em);
        if (text.Attribute("transform") is { } transform)
        {
            var place = Regex.Match(transform.Value, "^translate\\((?<x>[0-9.]+) (?<y>[0-9.]+)\\) rotate\\(-90\\)$", RegexOptions.None, TimeSpan.FromSeconds(1));
            place.Success.Should().BeTrue(transform.Value);
            var (foot, middle) = (double.Parse(place.Groups["x"].ValueSpan, CultureInfo.InvariantCulture), double.Parse(place.Groups["y"].ValueSpan, CultureInfo.InvariantCulture));
            return new Box(foot - ascent, middle - (width / 2), foot + descent, middle + (width / 2));
        }

        var (x, y) = (Number(text, "x"), Number(text, "y"));
        var left = text.Attribute("text-anchor")!.Value switch
        {
            "start" => x,
            "middle" => x - (width / 2),
            _ => x - width,
        };
        return new Box(left, y - ascent, left + width, y + descent);
    }

    /// <summary>Fails where a text leaves the drawing or meets another.</summary>
    public void TextsShouldBeApart()
    {
        var page = new Box(0, 0, Number(Root, "width"), Number(Root, "height"));
        var texts = All(Root, "text").Select(text => (text.Value, Box: BoxOfText(text))).ToArray();
        texts.Should().NotBeEmpty();
        var wrong = new StringBuilder();
        for (var i = 0; i < texts.Length; i++)
        {
            if (!page.Holds(texts[i].Box))
            {
                wrong.AppendLine(CultureInfo.InvariantCulture, $"'{texts[i].Value}' {texts[i].Box} leaves {page}");
            }

            for (var j = 0; j < i; j++)
            {
                if (texts[i].Box.Meets(texts[j].Box))
                {
                    wrong.AppendLine(CultureInfo.InvariantCulture, $"'{texts[i].Value}' {texts[i].Box} meets '{texts[j].Value}' {texts[j].Box}");
                }
            }
        }

        wrong.ToString().Should().BeEmpty();
    }

    /// <summary>A rectangle of the page.</summary>
    internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Holds(Box other) => Left <= other.Left && Top <= other.Top && other.Right <= Right && other.Bottom <= Bottom;

        public bool Meets(Box other) =>
            Before(Left, other.Right) && Before(other.Left, Right) && Before(Top, other.Bottom) && Before(other.Top, Bottom);

        // Places are written in hundredths, so neighbours may overlap by one.
        private static bool Before(double one, double other) => one < other - 0.015;
    }
}
