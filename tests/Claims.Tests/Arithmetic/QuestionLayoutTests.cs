using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class QuestionLayoutTests
{
    [Theory]
    [InlineData(5, 19)]
    [InlineData(6, 22)]
    [InlineData(8, 28)]
    [InlineData(10, 34)]
    [InlineData(13, 43)]
    [InlineData(15, 49)]
    public void Length_PublishedDigits_IsThePublishedContext(int digits, int context)
    {
        new QuestionLayout(digits).Length.Should().Be(context);
        QuestionLayout.Of(Config(context)).Should().Be(new QuestionLayout(digits));
    }

    [Fact]
    public void Positions_SixDigits_AreThoseOfThePaper()
    {
        var layout = new QuestionLayout(6);

        Enumerable.Range(0, 6).Select(i => layout.First(5 - i)).Should().Equal(0, 1, 2, 3, 4, 5);
        layout.Operator.Should().Be(6);
        Enumerable.Range(0, 6).Select(i => layout.Second(5 - i)).Should().Equal(7, 8, 9, 10, 11, 12);
        layout.EqualsSign.Should().Be(13);
        layout.Sign.Should().Be(14).And.Be(layout.Answer(7));
        Enumerable.Range(0, 7).Select(i => layout.Answer(6 - i)).Should().Equal(15, 16, 17, 18, 19, 20, 21);
        layout.PredictedAt(7).Should().Be(layout.EqualsSign);
        layout.PredictedAt(6).Should().Be(layout.Sign);
        layout.PredictedAt(0).Should().Be(layout.Answer(1));
        layout.LossPositions.Should().Equal(13, 14, 15, 16, 17, 18, 19, 20);
        layout.QuestionLength.Should().Be(14);
        layout.AnswerLength.Should().Be(8);
    }

    [Fact]
    public void Positions_EveryDigits_CoverTheSequenceOnce()
    {
        for (var n = QuestionLayout.LeastDigits; n <= QuestionLayout.MostDigits; n++)
        {
            var layout = new QuestionLayout(n);
            var positions = Enumerable.Range(0, n).SelectMany(k => new[] { layout.First(k), layout.Second(k) })
                .Concat(Enumerable.Range(0, n + 2).Select(layout.Answer))
                .Append(layout.Operator)
                .Append(layout.EqualsSign);

            positions.Order().Should().Equal(Enumerable.Range(0, layout.Length));
            layout.LossPositions.Should().Equal(Enumerable.Range(0, n + 2).Select(layout.PredictedAt).Order());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(-3)]
    public void Constructor_DigitsOutOfRange_NamesValueAndRange(int digits) =>
        FluentActions.Invoking(() => new QuestionLayout(digits))
            .Should().Throw<ArgumentException>().WithMessage($"*{digits} digits*1 to 19*");

    [Theory]
    [InlineData(20, 15)]
    [InlineData(19, 14)]
    [InlineData(1024, 50257)]
    [InlineData(4, 15)]
    [InlineData(64, 15)]
    public void Of_OtherModels_AreRefused(int context, int vocabulary) =>
        FluentActions.Invoking(() => QuestionLayout.Of(Config(context) with { Vocabulary = vocabulary }))
            .Should().Throw<ArgumentException>().WithMessage($"*{vocabulary}*{context}*");

    private static TransformerConfig Config(int context) => new()
    {
        Layers = 1,
        Heads = 1,
        DModel = 8,
        DHead = 4,
        DMlp = 8,
        Context = context,
        Vocabulary = Vocabulary.Size,
    };
}
