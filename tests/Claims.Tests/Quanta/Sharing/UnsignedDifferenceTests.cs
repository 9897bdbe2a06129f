using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Xunit;

namespace Repro.Claims.Tests.Quanta.Sharing;

[Trait(Tier.Name, Tier.Fast)]
public sealed class UnsignedDifferenceTests
{
    private const int Pairs = TaskThresholds.Pairs;
    private static readonly QuestionLayout Layout = new(5);

    [Theory]
    [InlineData(QuestionKind.Sub, 0)]
    [InlineData(QuestionKind.Sub, 3)]
    [InlineData(QuestionKind.Neg, 2)]
    public void Of_HeadWithTheUnsignedDifference_ShowsComplements(QuestionKind kind, int digit)
    {
        var outcome = Of(kind, digit, signed: false);

        outcome.Alike.Should().Be(new Proportion(Pairs, Pairs));
        outcome.Opposite.Should().Be(new Proportion(Pairs, Pairs));
        outcome.Modulo.Should().Be(new Proportion(0, Pairs));
        outcome.Same.Should().Be(new Proportion(0, Pairs));
    }

    [Theory]
    [InlineData(QuestionKind.Sub, 0)]
    [InlineData(QuestionKind.Neg, 2)]
    public void Of_HeadWithTheDifferenceModuloTen_ShowsItAsItIs(QuestionKind kind, int digit)
    {
        var outcome = Of(kind, digit, signed: true);

        outcome.Alike.Should().Be(new Proportion(Pairs, Pairs));
        outcome.Opposite.Should().Be(new Proportion(0, Pairs));
        outcome.Modulo.Should().Be(new Proportion(Pairs, Pairs));
        outcome.Same.Should().Be(new Proportion(0, Pairs));
    }

    [Theory]
    [InlineData(QuestionKind.Add, 1)]
    [InlineData(QuestionKind.Sub, 4)]
    [InlineData(QuestionKind.Neg, -1)]
    public void Of_DigitThatComparesOneWayOnly_IsRefused(QuestionKind kind, int digit)
    {
        using var engine = new SubtractingEngine(Layout, QuestionKind.Sub, 0, signed: true);

        var act = () => UnsignedDifference.Of(engine, [new Node(Layout.Answer(0) - 1, 0, 0)], kind, digit, seed: 1);

        act.Should().Throw<ArgumentException>().WithMessage("*digits 0 to 3*");
    }

    private static DifferenceOutcome Of(QuestionKind kind, int digit, bool signed)
    {
        using var engine = new SubtractingEngine(Layout, kind, digit, signed);
        return UnsignedDifference.Of(engine, [new Node(Layout.Answer(digit) - 1, 0, 0)], kind, digit, seed: 1);
    }
}
