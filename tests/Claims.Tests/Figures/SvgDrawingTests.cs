using System.Text;
using FluentAssertions;
using Repro.Claims.Figures;
using Repro.Claims.Tests.Cli;
using Xunit;

namespace Repro.Claims.Tests.Figures;

[Trait(Tier.Name, Tier.Fast)]
public sealed class SvgDrawingTests
{
    [Fact]
    public void ToString_SpecialCharacters_AreReadBackAsTheyWere()
    {
        var drawing = new SvgDrawing(100, 50, "a < b & \"c\"", "D'3 → é");
        drawing.Canvas.Group("x", "<title>").Text("<1 & 2", 10, 10);

        var figure = new ParsedFigure(drawing);

        ParsedFigure.Title(figure.Root).Should().Be("a < b & \"c\"");
        ParsedFigure.All(figure.Root, "desc").Single().Value.Should().Be("D'3 → é");
        ParsedFigure.Texts(figure.Root).Should().Equal("<1 & 2");
        ParsedFigure.Title(figure.Groups("x").Single()).Should().Be("<title>");
        figure.Root.Attribute("viewBox")!.Value.Should().Be("0 0 100 50");
        figure.Root.Attribute("font-family")!.Value.Should().Be("sans-serif");
    }

    [Fact]
    public void Save_Drawing_IsUtf8WithoutMarkAndWithLineFeeds()
    {
        using var folder = new OutsideFolder();
        var drawing = new SvgDrawing(100, 50, "é", "");
        drawing.Save(folder["a.svg"]);

        File.ReadAllBytes(folder["a.svg"]).Should().Equal(Encoding.UTF8.GetBytes(drawing.ToString()));
        drawing.ToString().Should().StartWith("<svg").And.EndWith("</svg>\n").And.NotContain("\r");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Circle_NoPlace_IsRefused(double x) =>
        FluentActions.Invoking(() => new SvgDrawing(10, 10, "", "").Canvas.Circle(x, 1, 1, Colour.Black)).Should().Throw<ArgumentException>().WithMessage("*is no place in a drawing*");

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, -1)]
    public void Constructor_NoSize_IsRefused(double width, double height) =>
        FluentActions.Invoking(() => new SvgDrawing(width, height, "", "")).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Line_SmallNegativeNumber_IsWrittenAsZero()
    {
        var drawing = new SvgDrawing(10, 10, "", "");
        drawing.Canvas.Line((-0.001, 1.005), (2.5, 3.14159), Colour.Black);

        var line = ParsedFigure.All(new ParsedFigure(drawing).Root, "line").Single();
        (line.Attribute("x1")!.Value, line.Attribute("x2")!.Value, line.Attribute("y2")!.Value).Should().Be(("0", "2.5", "3.14"));
    }

    // Advance widths of DejaVu Sans, the widest common sans-serif font, in em: from the font's hmtx table.
    [Theory]
    [InlineData("0", 0.636, false)]
    [InlineData("M", 0.863, false)]
    [InlineData("W", 0.989, false)]
    [InlineData("D", 0.770, false)]
    [InlineData("O", 0.787, false)]
    [InlineData("d", 0.635, false)]
    [InlineData("m", 0.974, false)]
    [InlineData("%", 0.950, false)]
    [InlineData("=", 0.838, false)]
    [InlineData("<", 0.838, false)]
    [InlineData("'", 0.275, false)]
    [InlineData(".", 0.318, false)]
    [InlineData(" ", 0.318, false)]
    [InlineData("m", 1.042, true)]
    [InlineData("d", 0.716, true)]
    [InlineData("_", 0.500, true)]
    [InlineData(":", 0.400, true)]
    public void Width_Letter_IsAtLeastThatOfTheWidestFont(string letter, double em, bool bold) =>
        TextSize.Width(letter, bold).Should().BeInRange(em * TextSize.Em, 1.5 * em * TextSize.Em);
}
