using FluentAssertions;
using Repro.Claims.Arithmetic;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class AnswerAlgorithmTests
{
    [Fact]
    public void Compose_AllThreeDigitQuestions_IsExact()
    {
        var layout = new QuestionLayout(3);
        var answer = new int[layout.AnswerLength];
        var (questions, errors) = (0, 0);
        EveryQuestion.Visit(layout, tokens =>
        {
            AnswerAlgorithm.Compose(layout, tokens, answer);
            questions++;
            errors += answer.AsSpan().SequenceEqual(tokens.AsSpan(layout.Sign)) ? 0 : 1;
        });

        questions.Should().Be(2_000_000);
        errors.Should().Be(0);
    }

    [Fact]
    public void Compose_BrokenFolds_GoWrong()
    {
        var layout = new QuestionLayout(3);
        Errors(layout, (higher, _) => higher).Should().BeGreaterThan(0, "a U that is never resolved loses the carry");
        Errors(layout, (_, lower) => lower).Should().BeGreaterThan(0, "the lowest digit must not decide alone");
        Errors(layout, (higher, lower) => higher != TriState.Unknown ? higher : lower == TriState.Yes ? TriState.Yes : TriState.No)
            .Should().BeGreaterThan(0, "a two-valued fold decides too early where two U stand above a carry");
    }

    [Theory]
    [InlineData("555555555+444444448", "+1000000003")]
    [InlineData("000000000-000000001", "-0000000001")]
    [InlineData("500000000-500000000", "+0000000000")]
    [InlineData("500000000-500000001", "-0000000001")]
    [InlineData("500000000-499999999", "+0000000001")]
    public void Compose_LongCascades_AreExact(string text, string expected)
    {
        var question = Question.Parse(text, new QuestionLayout(9));
        var answer = new int[question.Layout.AnswerLength];

        AnswerAlgorithm.Compose(question.Layout, question.Tokens(), answer);

        Vocabulary.Text(answer).Should().Be(expected);
    }

    [Fact]
    public void CascadedTags_Example_AreTheTrueCarriesAndBorrows()
    {
        var layout = new QuestionLayout(4);
        var sum = Question.Parse("4537+5464", layout).Tokens();
        var difference = Question.Parse("4531-4532", layout).Tokens();

        Enumerable.Range(0, 4).Select(k => AnswerAlgorithm.SV(layout, sum, k)).Should().Equal(true, true, true, true);
        Enumerable.Range(0, 4).Select(k => AnswerAlgorithm.MV(layout, difference, k)).Should().Equal(-1, -1, -1, -1);
        Enumerable.Range(0, 4).Select(k => AnswerAlgorithm.NV(layout, difference, k)).Should().Equal(1, 1, 1, 1);
    }

    private static int Errors(QuestionLayout layout, Func<TriState, TriState, TriState> fold)
    {
        var answer = new int[layout.AnswerLength];
        var errors = 0;
        EveryQuestion.Visit(layout, tokens =>
        {
            AnswerAlgorithm.Compose(layout, tokens, answer, fold);
            errors += answer.AsSpan().SequenceEqual(tokens.AsSpan(layout.Sign)) ? 0 : 1;
        });
        return errors;
    }
}
