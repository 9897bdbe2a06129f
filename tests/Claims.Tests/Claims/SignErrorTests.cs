using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Tests.Arithmetic;
using Xunit;

namespace Repro.Claims.Tests.Claims;

/// <summary>The measuring code of SUB-04 on models whose errors are planned.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class SignErrorTests
{
    private const int Questions = 2_000;
    private static readonly QuestionLayout Layout = new(5);
    private static readonly QuestionSet Set = QuestionSet.Enriched(Layout, Operation.Subtract, seed: 1);

    [Fact]
    public void Of_RightModel_CountsQuestionsAndNoErrors()
    {
        var count = Count((_, _) => { });

        (count.Questions, count.Wrong, count.TinyWrong, count.Sign, count.TinySign, count.ZeroSign).Should().Be((Questions, 0, 0, 0, 0, 0));
        count.Tiny.Should().Be(Asked(question => Difference(question) is <= 0 and > -10)).And.BeInRange(Questions / 50, Questions / 4);
    }

    [Theory]
    [InlineData(-9, 0)]
    [InlineData(-99, 0)]
    [InlineData(-9, 9)]
    [InlineData(-99_999, 99_999)]
    public void Judge_SignsWrongWithinARange_IsTheShareOfTheTinyOnes(long from, long to)
    {
        var count = Count((question, answer) =>
        {
            if (Difference(question) >= from && Difference(question) <= to)
            {
                answer[0] = answer[0] == Vocabulary.Plus ? Vocabulary.Minus : Vocabulary.Plus;
            }
        });

        count.Wrong.Should().Be(Asked(question => Difference(question) >= from && Difference(question) <= to));
        (count.Sign, count.TinyWrong, count.TinySign).Should().Be((count.Wrong, count.Tiny, count.Tiny));
        count.ZeroSign.Should().Be(Asked(question => Difference(question) == 0)).And.BePositive();
        var measured = SignErrors.Judge("made up", count)!;
        measured.Value.Should().Be((double)count.Tiny / count.Wrong);
        new SignErrors().Claim.Criterion.Holds(measured.Value).Should().Be(to < 99_999, "errors everywhere are spread as the questions are, of which few are tiny");
    }

    [Fact]
    public void Judge_LastDigitsWrong_DoesNotMeetTheCriterion()
    {
        var measured = SignErrors.Judge("made up", Count((_, answer) => answer[^1] = (answer[^1] + 1) % 10))!;

        new SignErrors().Claim.Criterion.Holds(measured.Value).Should().BeFalse();
        (measured.Raw["errors"], measured.Raw["wrong signs"]).Should().Be((Questions, 0));
    }

    [Fact]
    public void Judge_FewerThanTenErrors_IsNoMeasurement()
    {
        var count = Count((_, _) => { });

        SignErrors.Judge("made up", count with { Wrong = 9, TinyWrong = 9, Sign = 9, TinySign = 9 }).Should().BeNull();
        SignErrors.Judge("made up", count with { Wrong = 10, TinyWrong = 10, Sign = 10, TinySign = 10 })!.Value.Should().Be(1);
    }

    private static SignErrorCount Count(AnsweringEngine.Change change) => SignErrorCount.Of(new AnsweringEngine(Layout, change), Set, Questions);

    private static int Asked(Func<Question, bool> wanted)
    {
        var batch = new Repro.Models.Engines.TokenBatch(Questions, Layout.Length);
        Set.Fill(0, batch);
        return Enumerable.Range(0, Questions).Count(row => wanted(Question.Read(Layout, batch[row])));
    }

    private static long Difference(Question question) => (long)question.First - (long)question.Second;
}
