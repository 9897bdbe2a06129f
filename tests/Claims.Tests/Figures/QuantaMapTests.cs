using System.Globalization;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Figures;
using Xunit;

namespace Repro.Claims.Tests.Figures;

[Trait(Tier.Name, Tier.Fast)]
public sealed class QuantaMapTests
{
    public static TheoryData<string> Facts => [.. MapFacts.All.Select(fact => fact.Name)];

    [Fact]
    public void Draw_SmallMap_HasThePublishedHeadFootAndRows()
    {
        var figure = Parse(MapFacts.FailShare);

        // The sign of a 3-digit question, P8, is A4, so P9 holds A3 and P11 holds A1; P6 is D'0 between operator P3 and = P7.
        Texts(figure, "tokens").Should().Equal("D'0", "A3", "A1");
        Texts(figure, "positions").Should().Equal("P6", "P9", "P11");
        Texts(figure, "rows").Should().Equal("L0H0", "L0H1", "L0MLP", "L1MLP");
    }

    [Fact]
    public void Draw_FailShare_IsFlooredAndCircledFrom20Percent()
    {
        var cells = Parse(MapFacts.FailShare).Groups("cell").ToDictionary(cell => ParsedFigure.Title(cell)!, StringComparer.Ordinal);

        cells.Keys.Should().BeEquivalentTo(
            "P6L0H0: <1", "P6L0H1 P6L0MLP: 15", "P9L0H1: 99", "P9L1MLP: 50", "P11L0H0: 2", "P11L1MLP: 2");
        cells.Where(cell => ParsedFigure.All(cell.Value, "circle").Length == 1).Select(cell => cell.Key)
            .Should().BeEquivalentTo("P9L0H1: 99", "P9L1MLP: 50");
        double Radius(string title) => ParsedFigure.Number(ParsedFigure.All(cells[title], "circle").Single(), "r");
        Radius("P9L0H1: 99").Should().BeApproximately(Radius("P9L1MLP: 50") * 99 / 50, 0.02);
    }

    [Fact]
    public void Draw_Impact_MergesNeighboursThatSayTheSame()
    {
        var figure = Parse(MapFacts.Impact);

        // P9L0H1 and P9L1MLP both say A2, with the grey L0MLP between them; P6L0MLP stands below its neighbours and says something else.
        figure.Groups("cell").Select(ParsedFigure.Title).Should().Equal(
            "P6L0H0 P6L0H1: A4,3", "P6L0MLP: A4..2", "P9L0H1: A2", "P9L1MLP: A2", "P11L0H0: A0", "P11L1MLP: A0");
        var merged = ParsedFigure.BoxOf(ParsedFigure.All(figure.Groups("cell")[0], "rect").Single());
        var below = ParsedFigure.BoxOf(ParsedFigure.All(figure.Groups("cell")[1], "rect").Single());
        merged.Bottom.Should().Be(below.Top);
        (merged.Bottom - merged.Top).Should().Be(2 * (below.Bottom - below.Top));
        ParsedFigure.Texts(figure.Groups("cell")[0]).Should().Equal("A4,3");
    }

    [Fact]
    public void Draw_MinComplexity_IsTheEasiestClassOfAll() =>
        CellTitles(MapFacts.MinComplexity).Should().Equal(
            "P6L0H0: M1", "P6L0H1: S2", "P6L0MLP: M1", "P9L0H1: S0", "P9L1MLP: M3", "P11L0H0: N4", "P11L1MLP: N4");

    [Fact]
    public void Draw_Operations_AreTheLettersOfTheFailingClasses() =>
        CellTitles(MapFacts.Operations).Should().Equal(
            "P6L0H0: SM", "P6L0H1: S", "P6L0MLP: MN", "P9L0H1: SMN", "P9L1MLP: M", "P11L0H0: N", "P11L1MLP: N");

    [Fact]
    public void Draw_Attention_NamesTokensAndLeavesMlpsUnknown() =>
        CellTitles(MapFacts.Attention).Should().Equal(
            "P6L0H0 P6L0H1: D'2 D2", "P6L0MLP: unknown", "P9L0H1: D'1 D1", "P9L1MLP: unknown", "P11L0H0: OPR A4", "P11L1MLP: unknown");

    [Fact]
    public void Draw_AttentionOfMergedCells_HasTheColourOfTheMeanSum()
    {
        var cell = Parse(MapFacts.Attention).Groups("cell")[0];

        // 86 and 87 %: shade (10 − 8) / 10 each.
        ParsedFigure.All(cell, "rect").Single().Attribute("fill")!.Value.Should().Be($"{ColourScale.Generic.At(0.2)}");
    }

    [Fact]
    public void Draw_Algorithm_HasALineForEachSubTask()
    {
        var figure = Parse(MapFacts.Algorithm);

        ParsedFigure.Texts(figure.Groups("cell").Single(cell => ParsedFigure.Title(cell)!.StartsWith("P9L0H1", StringComparison.Ordinal)))
            .Should().Equal("A2.SA", "A2.MD", "A2.ND");
        figure.Groups("cell").Select(ParsedFigure.Title).Should().Contain("P11L0H0: OPR SGN SLT").And.Contain("P11L1MLP: unknown");
    }

    [Theory]
    [InlineData("P9L0H1: A2.SA A2.MD A2.ND", 2)]
    [InlineData("P11L0H0: OPR SGN SLT", null)]
    public void Draw_Algorithm_HasTheColourOfTheDigitOrNone(string title, int? digit)
    {
        var cell = Parse(MapFacts.Algorithm).Groups("cell").Single(cell => string.Equals(ParsedFigure.Title(cell), title, StringComparison.Ordinal));

        var colour = digit is { } k ? ColourScale.Maths.At((double)k / MapSamples.Small().Layout.Digits) : Colour.White;
        ParsedFigure.All(cell, "rect").Single().Attribute("fill")!.Value.Should().Be($"{colour}");
    }

    [Theory]
    [MemberData(nameof(Facts))]
    public void Draw_AnyFact_KeepsTextInsideItsCellAndApart(string fact)
    {
        foreach (var map in new[] { MapSamples.Small(), MapSamples.Large(), MapSamples.Map(3) })
        {
            var figure = new ParsedFigure(QuantaMap.Draw(map, Fact(fact)));

            figure.TextsShouldBeApart();
            foreach (var cell in figure.Groups("cell"))
            {
                var room = ParsedFigure.BoxOf(ParsedFigure.All(cell, "rect").Single());
                foreach (var text in ParsedFigure.All(cell, "text"))
                {
                    room.Holds(ParsedFigure.BoxOfText(text)).Should().BeTrue($"'{text.Value}' belongs into {room}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Facts))]
    public void Draw_AnyFact_CoversEachNodeOnceAndNoCellTwice(string fact)
    {
        var map = MapSamples.Small();
        var figure = new ParsedFigure(QuantaMap.Draw(map, Fact(fact)));

        figure.Groups("cell").SelectMany(cell => ParsedFigure.Title(cell)!.Split(':')[0].Split(' '))
            .Should().BeEquivalentTo(map.Nodes.Select(node => node.Node.Name));
        var boxes = figure.Groups("cell").Select(cell => ParsedFigure.BoxOf(ParsedFigure.All(cell, "rect").Single())).ToArray();
        boxes.Where((box, i) => boxes.Take(i).Any(box.Meets)).Should().BeEmpty();
        var grey = ParsedFigure.BoxOf(ParsedFigure.All(figure.Groups("cells").Single(), "rect")[0]);
        boxes.Should().OnlyContain(box => grey.Holds(box));
    }

    [Theory]
    [MemberData(nameof(Facts))]
    public void Draw_OtherCulture_GivesTheSameText(string fact)
    {
        var before = CultureInfo.CurrentCulture;
        var expected = QuantaMap.Draw(MapSamples.Small(), Fact(fact)).ToString();
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NumberDecimalSeparator = ",";
            other.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = other;

            QuantaMap.Draw(MapSamples.Small(), Fact(fact)).ToString().Should().Be(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Draw_AnyMap_SaysWhatItShowsAndHowItWasFound()
    {
        var figure = Parse(MapFacts.Impact);

        ParsedFigure.Title(figure.Root).Should().Be("mix_d3_l2_h2: answer tokens that go wrong without the node");
        figure.Root.Attribute("role")!.Value.Should().Be("img");
        ParsedFigure.All(figure.Root, "desc").Single().Value.Should().Contain("7 useful nodes: 4 heads and 3 MLPs at 3 of 13 positions.")
            .And.Contain("200 questions that the model answers right; mean ablation; useful: more than 0.25 % fail");
    }

    [Fact]
    public void Draw_NoUsefulNode_IsAnEmptyMapThatSaysSo() =>
        ParsedFigure.Texts(new ParsedFigure(QuantaMap.Draw(MapSamples.Map(3), MapFacts.Impact)).Root)
            .Should().Contain(text => text.StartsWith("0 useful nodes", StringComparison.Ordinal));

    [Theory]
    [InlineData("P13L0H0", "positions 0 to 12")]
    [InlineData("P1L2H0", "2 layers")]
    [InlineData("P1L0H2", "2 heads")]
    public void Draw_NodeOutsideTheModel_IsRefused(string node, string range)
    {
        var map = MapSamples.Map(3, MapSamples.Node(3, node, 5, [1], [ComplexityClass.S0]));

        FluentActions.Invoking(() => QuantaMap.Draw(map, MapFacts.Impact)).Should().Throw<ArgumentException>().WithMessage($"{node} lies outside*{range}*");
    }

    [Fact]
    public void Draw_NodeTwice_IsRefused()
    {
        var node = MapSamples.Node(3, "P6L0H0", 5, [1], [ComplexityClass.S0]);

        FluentActions.Invoking(() => QuantaMap.Draw(MapSamples.Map(3, node, node), MapFacts.Impact)).Should().Throw<ArgumentException>().WithMessage("P6L0H0 is in the map*twice*");
    }

    [Fact]
    public void Draw_AblationUnknown_IsRefused() => FluentActions
        .Invoking(() => QuantaMap.Draw(MapSamples.Small() with { Ablation = (AblationKind)9 }, MapFacts.Impact))
        .Should().Throw<ArgumentException>().WithMessage("9 is no kind of ablation*");

    private static MapFact Fact(string name) => MapFacts.All.Single(fact => string.Equals(fact.Name, name, StringComparison.Ordinal));

    private static ParsedFigure Parse(MapFact fact) => new(QuantaMap.Draw(MapSamples.Small(), fact));

    private static IEnumerable<string?> CellTitles(MapFact fact) => Parse(fact).Groups("cell").Select(ParsedFigure.Title);

    private static string[] Texts(ParsedFigure figure, string group) => ParsedFigure.Texts(figure.Groups(group).Single());
}
