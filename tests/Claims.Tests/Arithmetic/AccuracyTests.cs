using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class AccuracyTests
{
    private const ulong Seed = 673023;
    private static readonly QuestionLayout Layout = new(5);

    [Fact]
    public void Measure_PerfectModel_HasNoErrorInAnySet()
    {
        using var engine = new AnsweringEngine(Layout);
        foreach (var set in AllSets())
        {
            var result = Accuracy.Measure(engine, set, 1_300);

            result.Should().BeEquivalentTo(new { Set = set.Name, Questions = 1_300L, Errors = 0L, ErrorRate = 0.0 });
            result.FirstWrong.Should().BeEmpty();
            result.Bounds.Should().Be(BinomialInterval.ClopperPearson(0, 1_300));
        }
    }

    [Fact]
    public void Measure_PlannedErrors_AreCountedAndListed()
    {
        // Wrong wherever D is a multiple of 7, in one token that D chooses.
        using var engine = new AnsweringEngine(Layout, (question, answer) =>
        {
            if (question.First % 7 == 0)
            {
                answer[(int)(question.First % (ulong)answer.Length)] = Vocabulary.EqualsSign;
            }
        });
        var set = QuestionSet.Uniform(Layout, Operation.Subtract, Seed);
        var planned = Questions(set, 2_000).Where(question => question.First % 7 == 0).ToList();

        var result = Accuracy.Measure(engine, set, 2_000, keep: 3);

        planned.Should().HaveCountGreaterThan(200);
        result.Errors.Should().Be(planned.Count);
        result.ErrorRate.Should().Be(planned.Count / 2_000.0);
        result.FirstWrong.Select(wrong => wrong.Question + wrong.Truth).Should().Equal(planned.Take(3).Select(question => question.ToString()));
        result.FirstWrong.Should().OnlyContain(wrong => wrong.Answer.Count(c => c == '=') == 1 && wrong.Answer.Length == 7);
    }

    [Fact]
    public void Measure_WithFalseAnswers_CountsEveryToken()
    {
        using var engine = new AnsweringEngine(Layout);
        var set = QuestionSet.Enriched(Layout, Operation.Subtract, Seed).WithFalseAnswers(10);

        var result = Accuracy.Measure(engine, set, 700, keep: 1_000);

        result.Errors.Should().Be(70);
        result.FirstWrong
            .Select(wrong => Enumerable.Range(0, Layout.AnswerLength).Single(i => wrong.Answer[i] != wrong.Truth[i]))
            .CountBy(place => place)
            .Should().HaveCount(7).And.OnlyContain(pair => pair.Value == 10);
    }

    [Fact]
    public void Fill_AnyCut_GivesTheSameQuestions()
    {
        foreach (var set in AllSets())
        {
            var whole = new TokenBatch(60, Layout.Length);
            var part = new TokenBatch(20, Layout.Length);
            set.Fill(100, whole);
            set.Fill(120, part);

            part.Tokens.SequenceEqual(whole.Tokens.Slice(20 * Layout.Length, 20 * Layout.Length)).Should().BeTrue();
        }
    }

    [Fact]
    public void Fill_DifferentSets_AskDifferentQuestions() =>
        AllSets().Select(set => string.Join(' ', Questions(set, 20))).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Fill_Enriched_HasManyMorePassingPairs()
    {
        // Half of the pairs are rewritten; one in ten of the others passes by chance. The share u varies by question:
        // variance at most 1/12 + 1/4/5 a question, so a deviation of at most 0.0026 over 20,000.
        foreach (var (operation, passes) in ((Operation, Func<int, int, bool>)[])[(Operation.Add, SubTasks.SS), (Operation.Subtract, SubTasks.MZ)])
        {
            var tokens = Questions(QuestionSet.Enriched(Layout, operation, Seed), 20_000).Select(question => question.Tokens());
            var identical = operation == Operation.Subtract ? 1 / 250.0 : 0;

            var share = tokens.Average(row => Enumerable.Range(0, 5).Count(k => passes(row[Layout.First(k)], row[Layout.Second(k)])) / 5.0);

            share.Should().BeApproximately(identical + ((1 - identical) * 0.55), 4 * 0.0026);
        }
    }

    [Fact]
    public void Answer_Model_IsReadTokenByToken()
    {
        using var perfect = new AnsweringEngine(Layout);
        using var wrong = new AnsweringEngine(Layout, (_, answer) => answer[^1] = Vocabulary.Minus);
        var question = Question.Parse("54321+77779", Layout);

        Accuracy.Answer(perfect, question).Should().Be("+132100");
        Accuracy.Answer(wrong, question).Should().Be("+13210-");
    }

    [Fact]
    public void Measure_ModelOfOtherDigits_IsRefused()
    {
        using var engine = new AnsweringEngine(new QuestionLayout(6));
        var set = QuestionSet.Uniform(Layout, Operation.Add, Seed);

        engine.Invoking(e => Accuracy.Measure(e, set, 10)).Should().Throw<ArgumentException>().WithMessage("*made for 6 digits*have 5*");
        engine.Invoking(e => Accuracy.Answer(e, Question.Parse("1+2", Layout))).Should().Throw<ArgumentException>();
        engine.Invoking(e => Accuracy.Measure(e, set, 0)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Measure_LogitsThatAreNotNumbers_AreRefused()
    {
        using var engine = new AnsweringEngine(Layout, logit: float.NaN);

        engine.Invoking(e => Accuracy.Measure(e, QuestionSet.Uniform(Layout, Operation.Add, Seed), 10))
            .Should().Throw<InvalidOperationException>().WithMessage("*not numbers*");
    }

    [Fact]
    public void Measure_Cancelled_Stops()
    {
        using var engine = new AnsweringEngine(Layout);

        engine.Invoking(e => Accuracy.Measure(e, QuestionSet.Uniform(Layout, Operation.Add, Seed), 10, cancellation: new CancellationToken(true)))
            .Should().Throw<OperationCanceledException>();
    }

    private static IEnumerable<QuestionSet> AllSets()
    {
        foreach (var operation in Enum.GetValues<Operation>())
        {
            yield return QuestionSet.Uniform(Layout, operation, Seed);
            yield return QuestionSet.Enriched(Layout, operation, Seed);
        }

        foreach (var complexity in Enum.GetValues<ComplexityClass>())
        {
            yield return QuestionSet.OfClass(Layout, complexity, Seed);
        }

        foreach (var kind in Enum.GetValues<QuestionKind>())
        {
            for (var length = Complexity.ShortestCascade(kind); length <= Complexity.LongestCascade(kind, Layout.Digits); length++)
            {
                yield return QuestionSet.OfCascade(Layout, kind, length, Seed);
            }
        }
    }

    private static IEnumerable<Question> Questions(QuestionSet set, int count)
    {
        var batch = new TokenBatch(1, set.Layout.Length);
        for (var i = 0; i < count; i++)
        {
            set.Fill(i, batch);
            yield return Question.Read(set.Layout, batch[0]);
        }
    }
}
