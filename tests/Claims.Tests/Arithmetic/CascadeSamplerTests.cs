using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Randomness;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class CascadeSamplerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(19)]
    public void Write_EveryPossibleLength_DrawsExactlyIt(int digits)
    {
        var layout = new QuestionLayout(digits);
        var batch = new TokenBatch(200, layout.Length);
        foreach (var kind in Enum.GetValues<QuestionKind>())
        {
            for (var length = Complexity.ShortestCascade(kind); length <= Complexity.LongestCascade(kind, digits); length++)
            {
                QuestionSet.OfCascade(layout, kind, length, seed: 5).Fill(0, batch);

                for (var row = 0; row < batch.Count; row++)
                {
                    var tokens = batch[row].ToArray();
                    Complexity.KindOf(layout, tokens).Should().Be(kind);
                    Complexity.CascadeLength(layout, tokens).Should().Be(length);
                    Question.Read(layout, tokens).Tokens().Should().Equal(tokens);
                }
            }
        }
    }

    [Theory]
    [InlineData(QuestionKind.Add, 6)]
    [InlineData(QuestionKind.Sub, 5)]
    [InlineData(QuestionKind.Neg, 6)]
    [InlineData(QuestionKind.Neg, 0)]
    public void Constructor_ImpossibleLength_NamesThePossibleOnes(QuestionKind kind, int length) =>
        FluentActions.Invoking(() => new CascadeSampler(new QuestionLayout(5), kind, length, length))
            .Should().Throw<ArgumentException>()
            .WithMessage($"No {kind} question of 5 digits*{Complexity.ShortestCascade(kind)} to {Complexity.LongestCascade(kind, 5)}.");

    [Fact]
    public void OfClass_EveryClassOfFiveDigits_DrawsExactlyIt()
    {
        var layout = new QuestionLayout(5);
        var batch = new TokenBatch(300, layout.Length);
        foreach (var complexity in Enum.GetValues<ComplexityClass>())
        {
            QuestionSet.OfClass(layout, complexity, seed: 5).Fill(0, batch);

            Enumerable.Range(0, batch.Count).Select(row => Complexity.ClassOf(layout, batch[row])).Should().OnlyContain(c => c == complexity);
        }
    }

    [Theory]
    [InlineData(ComplexityClass.S5, 4)]
    [InlineData(ComplexityClass.M4, 4)]
    [InlineData(ComplexityClass.N4, 3)]
    [InlineData(ComplexityClass.M1, 1)]
    public void OfClass_EmptyClass_IsRefused(ComplexityClass complexity, int digits) =>
        FluentActions.Invoking(() => CascadeSampler.OfClass(new QuestionLayout(digits), complexity))
            .Should().Throw<ArgumentException>().WithMessage($"{complexity} is empty for {digits} digits*");

    [Fact]
    public void Count_AllClassesOfFifteenDigits_AddUpToAllQuestions()
    {
        var layout = new QuestionLayout(15);

        double Total(params QuestionKind[] kinds) => Enum.GetValues<ComplexityClass>()
            .Where(complexity => kinds.Contains(Complexity.KindOf(complexity)))
            .Sum(complexity => CascadeSampler.OfClass(layout, complexity).Count);

        Total(QuestionKind.Add).Should().BeApproximately(1e30, 1e18);
        Total(QuestionKind.Sub, QuestionKind.Neg).Should().BeApproximately(1e30, 1e18);
        Total(QuestionKind.Neg).Should().BeApproximately((1e30 - 1e15) / 2, 1e18);
    }

    [Theory]
    [InlineData(QuestionKind.Add, 2)]
    [InlineData(QuestionKind.Sub, 1)]
    [InlineData(QuestionKind.Neg, 2)]
    public void Write_TwoDigitQuestions_AreEquallyLikely(QuestionKind kind, int length)
    {
        var layout = new QuestionLayout(2);
        var sampler = new CascadeSampler(layout, kind, length, length);
        var possible = (int)sampler.Count;
        var counts = new Dictionary<Question, int>();
        var tokens = new int[layout.Length];
        var random = new RandomSequence(8, StreamPurpose.Testing);
        for (var i = 0; i < 60 * possible; i++)
        {
            sampler.Write(ref random, tokens);
            var question = Question.Read(layout, tokens);
            counts[question] = counts.GetValueOrDefault(question) + 1;
        }

        // Chi-square with possible − 1 degrees of freedom: mean possible − 1, variance twice that; five deviations allowed.
        counts.Should().HaveCount(possible);
        var chiSquare = counts.Values.Sum(count => (count - 60.0) * (count - 60.0) / 60);
        chiSquare.Should().BeApproximately(possible - 1, 5 * Math.Sqrt(2.0 * (possible - 1)));
    }
}
