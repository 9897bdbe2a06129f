using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta;
using Repro.Claims.Tests.Arithmetic;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

[Trait(Tier.Name, Tier.Fast)]
public class AnalysisQuestionsTests
{
    private const ulong Seed = 673023;
    private static readonly QuestionLayout Layout = new(6);

    [Fact]
    public void Draw_AllKinds_SharesTheQuestionsAmongTheClasses()
    {
        var questions = AnalysisQuestions.Draw(Layout, [.. Enum.GetValues<QuestionKind>()], 608, Seed);

        questions.Should().BeEquivalentTo(new { Count = 608, Asked = 608, Seed });
        questions.Classes.CountBy(complexity => complexity).Should().Equal(
            Enum.GetValues<ComplexityClass>().Select((complexity, i) => KeyValuePair.Create(complexity, i < 8 ? 41 : 40)));
    }

    [Fact]
    public void Draw_Questions_AreOfTheirClassAndTrue()
    {
        var questions = AnalysisQuestions.Draw(Layout, [.. Enum.GetValues<QuestionKind>()], 600, Seed);
        for (var row = 0; row < questions.Count; row++)
        {
            var tokens = questions.Tokens[row];
            Complexity.ClassOf(Layout, tokens).Should().Be(questions.Classes[row]);
            tokens.ToArray().Should().Equal(Question.Read(Layout, tokens).Tokens());
        }

        Enumerable.Range(0, 600).Select(row => Vocabulary.Text(questions.Tokens[row])).Distinct(StringComparer.Ordinal).Should().HaveCountGreaterThan(590);
    }

    [Fact]
    public void Draw_OneKind_HasItsClassesOnly() =>
        AnalysisQuestions.Draw(Layout, [QuestionKind.Neg], 40, Seed).Classes.CountBy(complexity => complexity).Should().Equal(
            new Dictionary<ComplexityClass, int>
            {
                [ComplexityClass.N1] = 10,
                [ComplexityClass.N2] = 10,
                [ComplexityClass.N3] = 10,
                [ComplexityClass.N4] = 10,
            });

    [Fact]
    public void Draw_FewDigits_LeavesOutClassesThatDoNotOccur() =>
        AnalysisQuestions.Draw(new QuestionLayout(2), [.. Enum.GetValues<QuestionKind>()], 70, Seed).Classes.Distinct().Should().Equal(
            ComplexityClass.S0, ComplexityClass.S1, ComplexityClass.S2, ComplexityClass.M0, ComplexityClass.M1, ComplexityClass.N1, ComplexityClass.N2);

    [Fact]
    public void Draw_Seed_NamesTheSet()
    {
        int[] Tokens(ulong seed) => AnalysisQuestions.Draw(Layout, [QuestionKind.Add], 60, seed).Tokens.Tokens.ToArray();

        Tokens(1).Should().Equal(Tokens(1)).And.NotEqual(Tokens(2));
    }

    [Fact]
    public void Draw_FewerQuestionsThanClasses_IsRefused() =>
        FluentActions.Invoking(() => AnalysisQuestions.Draw(Layout, [QuestionKind.Add], 5, Seed))
            .Should().Throw<ArgumentException>().WithMessage("5 questions*6 complexity classes*");

    [Fact]
    public void For_PlannedErrors_DropsThoseQuestions()
    {
        using var engine = new AnsweringEngine(Layout, (question, answer) => answer[^1] = question.First % 7 == 0 ? Vocabulary.Minus : answer[^1]);
        var drawn = AnalysisQuestions.Draw(Layout, [QuestionKind.Add, QuestionKind.Sub], 600, Seed);
        var right = Enumerable.Range(0, 600).Where(row => Question.Read(Layout, drawn.Tokens[row]).First % 7 != 0).ToArray();

        var kept = AnalysisQuestions.For(engine, [QuestionKind.Add, QuestionKind.Sub], 600, Seed);

        right.Length.Should().BeInRange(450, 580);
        (kept.Count, kept.Asked).Should().Be((right.Length, 600));
        kept.Classes.Should().Equal(right.Select(row => drawn.Classes[row]));
        for (var i = 0; i < right.Length; i++)
        {
            kept.Tokens[i].SequenceEqual(drawn.Tokens[right[i]]).Should().BeTrue();
        }
    }

    [Fact]
    public void For_ModelThatKnowsNothing_IsRefused()
    {
        using var engine = new AnsweringEngine(Layout, (_, answer) => answer[0] = Vocabulary.EqualsSign);

        engine.Invoking(e => AnalysisQuestions.For(e, [QuestionKind.Add], 60, Seed))
            .Should().Throw<InvalidOperationException>().WithMessage("Of 60*none is left*");
    }

    [Fact]
    public void Where_Rows_KeepsTheirClassesAndOrder()
    {
        var all = AnalysisQuestions.Draw(Layout, [QuestionKind.Add], 60, Seed);

        var some = all.Where(row => row is 3 or 59);

        (some.Count, some.Asked).Should().Be((2, 60));
        some.Classes.Should().Equal(all.Classes[3], all.Classes[59]);
        some.Tokens[1].SequenceEqual(all.Tokens[59]).Should().BeTrue();
    }
}
