using System.Collections.Immutable;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Figures;
using Repro.Claims.Zoo;
using Repro.Models.Randomness;
using Xunit;

namespace Repro.Claims.Tests.Figures;

[Trait(Tier.Name, Tier.Fast)]
public sealed class PlotTests
{
    private const string LongName = "ins1_mix_d10_l3_h4_t40K_s372001";

    private static readonly string[] Marks = ["circle", "rect", "polygon"];

    [Theory]
    [InlineData(0, 600, "0 100 200 300 400 500 600")]
    [InlineData(0, 26_650, "0 5,000 10,000 15,000 20,000 25,000 30,000")]
    [InlineData(-1.3, 2.2, "-2 -1 0 1 2 3")]
    [InlineData(0.01, 0.034, "0.010 0.015 0.020 0.025 0.030 0.035")]
    [InlineData(7, 7, "6.4 6.6 6.8 7.0 7.2 7.4 7.6")]
    public void Linear_Range_HasRoundTicksAroundAllValues(double least, double most, string ticks)
    {
        var axis = Axis.Linear("x", [least, most]);

        string.Join(' ', axis.Ticks.Select(tick => tick.Text)).Should().Be(ticks);
        axis.Place(axis.Least).Should().Be(0);
        axis.Place(axis.Most).Should().Be(1);
        axis.Place(least).Should().BeInRange(0, 1);
        axis.Place(most).Should().BeInRange(0, 1);
    }

    [Fact]
    public void Logarithmic_Range_HasDecadesAndEqualRatiosEqualLengths()
    {
        var axis = Axis.Logarithmic("loss", [3.7, 2e-8]);

        axis.Ticks.Select(tick => tick.Text).Should().Equal("1e-8", "1e-7", "1e-6", "1e-5", "1e-4", "1e-3", "1e-2", "1e-1", "1e0", "1e1");
        (axis.Place(1e-3) - axis.Place(1e-4)).Should().BeApproximately(axis.Place(10) - axis.Place(1), 1e-12);
    }

    [Fact]
    public void Draw_Loss_FollowsTheValuesDownALogarithmicAxis()
    {
        var figure = new ParsedFigure(LossPlot.Draw("m", new ZooLosses(10, [10f, 1f, 0f, 0.01f]), []));

        var points = ParsedFigure.All(figure.Groups("data").Single(), "polyline").Single().Attribute("points")!.Value.Split(' ')
            .Select(point => point.Split(',').Select(double.Parse).ToArray()).ToArray();
        points.Should().HaveCount(3, "a loss of 0 has no place");
        (points[2][1] - points[1][1]).Should().BeApproximately(2 * (points[1][1] - points[0][1]), 0.05);
        (points[2][0] - points[1][0]).Should().BeApproximately(2 * (points[1][0] - points[0][0]), 0.05);
        ParsedFigure.Texts(figure.Root).Should().Contain("training step").And.Contain("loss (nats per answer token)").And.Contain("1e-2").And.Contain("1e1");
        figure.TextsShouldBeApart();
    }

    [Fact]
    public void Draw_LossWithPublishedOnes_MarksEach()
    {
        var published = PublishedLosses.Of(ModelName.Parse("ins1_mix_d6_l3_h4_t40K_s372001"));
        var figure = new ParsedFigure(LossPlot.Draw(LongName, new ZooLosses(200, [3.7f, 0.1f, 1e-8f]), published));

        published.Should().HaveCount(17).And.Contain(new PublishedLoss(3_000, 0.13, 0.56)).And.Contain(new PublishedLoss(39_999, 7.6e-9, 7.6e-9));
        var data = figure.Groups("data").Single();
        ParsedFigure.All(data, "rect").Should().HaveCount(15, "one square a published loss");
        ParsedFigure.All(data, "line").Should().HaveCount(6, "two ranges with two caps each");
        ParsedFigure.Texts(figure.Root).Should().Contain("published, at the authors' size and number of steps; a bar is a published range");
        figure.TextsShouldBeApart();
    }

    [Fact]
    public void Of_ModelWithoutPrintedLosses_IsEmpty() => PublishedLosses.Of(ModelName.Parse("add_d6_l2_h3_t15K_s372001")).Should().BeEmpty();

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-1f)]
    [InlineData(float.PositiveInfinity)]
    public void Draw_LossThatIsNone_IsRefusedNamingIt(float loss) => FluentActions
        .Invoking(() => LossPlot.Draw("m", new ZooLosses(10, [1f, loss]), []))
        .Should().Throw<ArgumentException>().WithMessage($"*{loss}*cannot be plotted*");

    [Fact]
    public void Draw_OnlyZeroLosses_IsRefused() => FluentActions
        .Invoking(() => LossPlot.Draw("m", new ZooLosses(10, [0f]), []))
        .Should().Throw<ArgumentException>().WithMessage("*no value to plot*");

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(15)]
    public void Draw_Positions_HaveABarEachWithItsCount(int digits)
    {
        var layout = new QuestionLayout(digits);
        ImmutableArray<int> fails = [.. Enumerable.Range(0, layout.Length).Select(position => 600 * position / (layout.Length - 1))];

        var figure = new ParsedFigure(PositionBars.Draw(LongName, layout, fails, 600));

        var bars = figure.Groups("bar");
        bars.Should().HaveCount(layout.Length);
        ParsedFigure.Title(bars[^1]).Should().Be($"P{layout.Length - 1} A0: 600 of 600");
        var heights = bars.Select(bar => ParsedFigure.All(bar, "rect").Single()).Select(bar => ParsedFigure.Number(bar, "height")).ToArray();
        for (var position = 0; position < heights.Length; position++)
        {
            heights[position].Should().BeApproximately(heights[^1] * fails[position] / 600, 0.02);
        }

        figure.TextsShouldBeApart();
    }

    [Theory]
    [InlineData(12, 5, 10, "12 counts*13 positions")]
    [InlineData(13, 11, 10, "*11*must lie in 0 to the number of questions, which is 10")]
    [InlineData(13, -1, 10, "*-1*must lie in 0")]
    [InlineData(13, 0, 0, "*which is 0")]
    public void Draw_PositionsThatAreNone_AreRefused(int positions, int count, int questions, string message) => FluentActions
        .Invoking(() => PositionBars.Draw("m", new QuestionLayout(3), [.. Enumerable.Repeat(count, positions)], questions))
        .Should().Throw<ArgumentException>().WithMessage(message + "*");

    [Fact]
    public void Draw_Classes_HaveMarksOfTheirOwn()
    {
        var random = new RandomSequence(1, StreamPurpose.Testing);
        var points = ImmutableArray.CreateBuilder<(double, double, int)>();
        for (var i = 0; i < 90; i++)
        {
            points.Add((random.NextBelow(1_000) / 100.0, random.NextBelow(1_000) / 100.0, i % 3));
        }

        var figure = new ParsedFigure(ClassSeparationPlot.Draw(
            $"{LongName}: P14L0H1, tri-state of digit 2", ["sum 8 or less", "sum 9", "sum 10 or more"], points.ToImmutable(), (0.815, 0.07)));

        var data = figure.Groups("data").Single();
        foreach (var shape in Marks)
        {
            var marks = ParsedFigure.All(data, shape);
            marks.Should().HaveCount(30);
            marks.Select(mark => mark.Attribute("fill")!.Value).Distinct(StringComparer.Ordinal).Should().ContainSingle();
        }

        ParsedFigure.Texts(figure.Groups("legend").Single()).Should().Equal("sum 8 or less (30 questions)", "sum 9 (30 questions)", "sum 10 or more (30 questions)");
        ParsedFigure.Texts(figure.Root).Should().Contain("first component of z (82 % of the variance)").And.Contain("second component of z (7 % of the variance)");
        figure.TextsShouldBeApart();
    }

    [Theory]
    [InlineData(0, 0.0, 0.5, "0 classes*1 to 4*")]
    [InlineData(5, 0.0, 0.5, "5 classes*1 to 4*")]
    [InlineData(1, 0.0, 0.5, "*of class 1; there are the classes 0 to 0*")]
    [InlineData(2, double.NaN, 0.5, "*NaN cannot be plotted*")]
    [InlineData(2, 0.0, 1.5, "*explains 1.5*0 to 1*")]
    public void Draw_ClassesThatAreNone_AreRefused(int classes, double x, double share, string message) => FluentActions
        .Invoking(() => ClassSeparationPlot.Draw("m", [.. Enumerable.Repeat("c", classes)], [(x, 0, 0), (1, 1, 1)], (share, 0)))
        .Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void Draw_NoPoints_IsRefused() => FluentActions
        .Invoking(() => ClassSeparationPlot.Draw("m", ["c"], [], (0.5, 0.5)))
        .Should().Throw<ArgumentException>().WithMessage("*no value to plot*");
}
