using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Carry;
using Xunit;

namespace Repro.Claims.Tests.Quanta.Carry;

/// <summary>The pairs against whole-number arithmetic, which knows nothing of tri-states.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CarryPairsTests
{
    [Theory]
    [InlineData(QuestionKind.Add, 2)]
    [InlineData(QuestionKind.Add, 6)]
    [InlineData(QuestionKind.Sub, 2)]
    [InlineData(QuestionKind.Sub, 6)]
    [InlineData(QuestionKind.Neg, 13)]
    public void Draw_EveryPair_DiffersInOneDigitPairAndInTheCarryOnlyWhereItShall(QuestionKind kind, int digits)
    {
        var layout = new QuestionLayout(digits);
        foreach (var k in CarryPairs.Digits(layout, kind))
        {
            var pairs = CarryPairs.Draw(layout, kind, k, seed: 4);

            (pairs.Others, pairs.Sames).Should().Be((CarryPairs.Drawn, CarryPairs.Drawn));
            pairs.Carries.Distinct().Should().HaveCount(2);
            for (var row = 0; row < pairs.Clean.Count; row++)
            {
                var (clean, donor) = (pairs.Clean[row].ToArray(), pairs.Donors[row].ToArray());
                foreach (var tokens in new[] { clean, donor })
                {
                    Question.Read(layout, tokens).Tokens().Should().Equal(tokens);
                    Complexity.KindOf(layout, tokens).Should().Be(kind);
                }

                var other = row < pairs.Others;
                Enumerable.Range(0, digits).Where(digit => Pair(clean, digit) != Pair(donor, digit)).Should().Equal(k - pairs.Depths[row]);
                Carry(layout, kind, clean, k).Should().Be(pairs.Carries[row]);
                Carry(layout, kind, donor, k).Should().Be(pairs.Carries[row] ^ other);
                (clean[layout.Answer(k)] != donor[layout.Answer(k)]).Should().Be(other);
                for (var higher = k + 1; higher <= digits + 1; higher++)
                {
                    clean[layout.Answer(higher)].Should().Be(donor[layout.Answer(higher)], "where A_k is predicted, these have been told");
                }
            }

            pairs.Depths.Distinct().Order().Should().Equal(Enumerable.Range(1, k));
        }

        (int, int) Pair(int[] tokens, int digit) => (tokens[layout.First(digit)], tokens[layout.Second(digit)]);
    }

    [Theory]
    [InlineData(QuestionKind.Add, 5)]
    [InlineData(QuestionKind.Sub, 4)]
    [InlineData(QuestionKind.Sub, 0)]
    public void Draw_DigitWithoutACarry_IsRefusedWithTheDigitsThatHaveOne(QuestionKind kind, int digit) =>
        FluentActions.Invoking(() => CarryPairs.Draw(new QuestionLayout(4), kind, digit, seed: 1)).Should().Throw<ArgumentException>()
            .WithMessage($"*digit {digit} of 4-digit {kind}*1, 2, 3*");

    // Of the numbers that the digits below k make.
    private static bool Carry(QuestionLayout layout, QuestionKind kind, int[] tokens, int k)
    {
        var power = (ulong)Math.Pow(10, k);
        var question = Question.Read(layout, tokens);
        var (first, second) = (question.First % power, question.Second % power);
        return kind switch
        {
            QuestionKind.Add => first + second >= power,
            QuestionKind.Sub => first < second,
            _ => second < first,
        };
    }
}
