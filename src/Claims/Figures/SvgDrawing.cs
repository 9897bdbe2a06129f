using System.Text;
using System.Xml;
using System.Xml.Linq;
using Repro.Models.Storage;

namespace Repro.Claims.Figures;

/// <summary>
/// A figure as SVG text: the same content gives the same bytes on every machine, and text stays text, so a figure is searched, read aloud
/// and compared line by line.
/// </summary>
public sealed class SvgDrawing
{
    internal static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    private static readonly XmlWriterSettings Format = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };

    private readonly XElement _root;

    /// <summary>An empty white drawing.</summary>
    /// <param name="width">Width in pixels at 100 %.</param>
    /// <param name="height">Height in pixels at 100 %.</param>
    /// <param name="title">Its name, for screen readers and viewers.</param>
    /// <param name="description">What it shows, in words.</param>
    public SvgDrawing(double width, double height, string title, string description)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (Width, Height) = (Math.Ceiling(width), Math.Ceiling(height));
        var (right, bottom) = (SvgGroup.Number(Width), SvgGroup.Number(Height));
        _root = new XElement(
            Namespace + "svg",
            new XAttribute("viewBox", $"0 0 {right} {bottom}"),
            new XAttribute("width", right),
            new XAttribute("height", bottom),
            new XAttribute("role", "img"),
            new XAttribute("font-family", "sans-serif"),
            new XAttribute("font-size", SvgGroup.Number(TextSize.Em)),
            new XElement(Namespace + "title", title),
            new XElement(Namespace + "desc", description));
        Canvas = new SvgGroup(_root);
        Canvas.Rectangle(0, 0, Width, Height, Colour.White);
    }

    /// <summary>Width in pixels at 100 %.</summary>
    public double Width { get; }

    /// <summary>Height in pixels at 100 %.</summary>
    public double Height { get; }

    /// <summary>What is drawn on.</summary>
    public SvgGroup Canvas { get; }

    /// <summary>Writes a file, as a whole or not at all: UTF-8, line feeds.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToString())));

    /// <summary>The SVG text, with a line feed at its end.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Format))
        {
            _root.Save(writer);
        }

        return text.Append('\n').ToString();
    }
}
