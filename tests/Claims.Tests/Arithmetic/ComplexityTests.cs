using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class ComplexityTests
{
    [Theory]
    [InlineData("123456+321032", ComplexityClass.S0, 0)]
    [InlineData("555555+444444", ComplexityClass.S0, 0)]
    [InlineData("000008+000007", ComplexityClass.S1, 1)]
    [InlineData("900000+100000", ComplexityClass.S1, 1)]
    [InlineData("000048+000057", ComplexityClass.S2, 2)]
    [InlineData("000648+000357", ComplexityClass.S3, 3)]
    [InlineData("001648+008357", ComplexityClass.S4, 4)]
    [InlineData("021648+078357", ComplexityClass.S5, 5)]
    [InlineData("321648+678357", ComplexityClass.S5, 6)]
    [InlineData("987654-123454", ComplexityClass.M0, 0)]
    [InlineData("099111-099111", ComplexityClass.M0, 0)]
    [InlineData("000020-000003", ComplexityClass.M1, 1)]
    [InlineData("000520-000415", ComplexityClass.M1, 1)]
    [InlineData("000523-000424", ComplexityClass.M2, 2)]
    [InlineData("001423-000424", ComplexityClass.M3, 3)]
    [InlineData("011423-001424", ComplexityClass.M4, 4)]
    [InlineData("100000-000001", ComplexityClass.M4, 5)]
    [InlineData("000003-000009", ComplexityClass.N1, 1)]
    [InlineData("000053-000059", ComplexityClass.N2, 2)]
    [InlineData("000753-000759", ComplexityClass.N3, 3)]
    [InlineData("200753-200759", ComplexityClass.N4, 6)]
    [InlineData("000000-000001", ComplexityClass.N1, 1)]
    public void ClassOf_Examples_FollowTheCodeDefinition(string text, ComplexityClass complexity, int length)
    {
        var question = Question.Parse(text, new QuestionLayout(6));

        Complexity.ClassOf(question.Layout, question.Tokens()).Should().Be(complexity);
        Complexity.CascadeLength(question.Layout, question.Tokens()).Should().Be(length);
    }

    [Fact]
    public void ClassOf_RandomQuestions_AgreesWithTheDefinitionReadLiterally()
    {
        var layout = new QuestionLayout(7);
        var tokens = new int[layout.Length];
        for (uint i = 0; i < 60_000; i++)
        {
            var random = new RandomSequence(3, StreamPurpose.Testing, i);
            // Digits 0 to 2 and 7 to 9 breed cascades of both operations.
            for (var k = 0; k < layout.Digits; k++)
            {
                tokens[layout.First(k)] = (random.NextBelow(6) + 7) % 10;
                tokens[layout.Second(k)] = (random.NextBelow(6) + 7) % 10;
            }

            Question.Complete(layout, i % 2 == 0 ? Operation.Add : Operation.Subtract, tokens);

            Complexity.ClassOf(layout, tokens).Should().Be(Literal(layout, tokens));
        }
    }

    [Fact]
    public void CascadeLength_AllThreeDigitQuestions_TakesExactlyTheStatedLengthsAndTheSamplersCounts()
    {
        var layout = new QuestionLayout(3);
        var counts = new Dictionary<(QuestionKind Kind, int Length), int>();
        EveryQuestion.Visit(layout, tokens =>
        {
            var key = (Complexity.KindOf(layout, tokens), Complexity.CascadeLength(layout, tokens));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        });

        foreach (var kind in Enum.GetValues<QuestionKind>())
        {
            var shortest = Complexity.ShortestCascade(kind);
            var longest = Complexity.LongestCascade(kind, 3);
            counts.Keys.Where(key => key.Kind == kind).Select(key => key.Length).Order()
                .Should().Equal(Enumerable.Range(shortest, longest - shortest + 1));
            foreach (var ((_, length), count) in counts.Where(pair => pair.Key.Kind == kind))
            {
                new CascadeSampler(layout, kind, length, length).Count.Should().Be(count);
            }
        }
    }

    private static ComplexityClass Literal(QuestionLayout layout, int[] tokens)
    {
        var n = layout.Digits;
        int D(int k) => tokens[layout.First(k)];
        int E(int k) => tokens[layout.Second(k)];
        var number = Enumerable.Range(0, n).Sum(k => (D(k) - E(k)) * Math.Pow(10, k));
        var adds = tokens[layout.Operator] == Vocabulary.Plus;
        var top = Enumerable.Range(0, n).LastOrDefault(k => D(k) != 0 || E(k) != 0);
        bool Start(int k) => k < n && (adds ? D(k) + E(k) > 9 : D(k) < E(k));
        bool Pass(int k) => k < n && (adds ? D(k) + E(k) == 9 : D(k) == E(k) && (number >= 0 || k <= top));
        bool Any(int passes) => Enumerable.Range(0, n).Any(k => Start(k) && Enumerable.Range(k + 1, passes).All(Pass));
        if (adds)
        {
            return Any(4) ? ComplexityClass.S5 : Any(3) ? ComplexityClass.S4 : Any(2) ? ComplexityClass.S3
                : Any(1) ? ComplexityClass.S2 : Any(0) ? ComplexityClass.S1 : ComplexityClass.S0;
        }

        if (number >= 0)
        {
            return Any(3) ? ComplexityClass.M4 : Any(2) ? ComplexityClass.M3 : Any(1) ? ComplexityClass.M2
                : Any(0) ? ComplexityClass.M1 : ComplexityClass.M0;
        }

        return Any(3) ? ComplexityClass.N4 : Any(2) ? ComplexityClass.N3 : Any(1) ? ComplexityClass.N2 : ComplexityClass.N1;
    }
}
