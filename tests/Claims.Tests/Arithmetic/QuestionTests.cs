using System.Globalization;
using System.Numerics;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class QuestionTests
{
    [Theory]
    [InlineData("133357+182243", new[] { 1, 3, 3, 3, 5, 7, 10, 1, 8, 2, 2, 4, 3, 12, 10, 0, 3, 1, 5, 6, 0, 0 })]
    [InlineData("496745-406740", new[] { 4, 9, 6, 7, 4, 5, 11, 4, 0, 6, 7, 4, 0, 12, 10, 0, 0, 9, 0, 0, 0, 5 })]
    [InlineData("838882-942782", new[] { 8, 3, 8, 8, 8, 2, 11, 9, 4, 2, 7, 8, 2, 12, 11, 0, 1, 0, 3, 9, 0, 0 })]
    public void Tokens_PublishedExamples_AreThePublishedIds(string text, int[] ids) =>
        Question.Parse(text, new QuestionLayout(6)).Tokens().Should().Equal(ids);

    [Theory]
    [InlineData(6, "133357+182243", "133357+182243=+0315600")]
    [InlineData(6, "123450-345670", "123450-345670=-0222220")]
    [InlineData(6, "099111-099111", "099111-099111=+0000000")]
    [InlineData(6, "550030-800020", "550030-800020=-0249990")]
    [InlineData(5, "54321+77779", "54321+77779=+132100")]
    [InlineData(6, "7+8", "000007+000008=+0000015")]
    [InlineData(9, "555555555+444444448", "555555555+444444448=+1000000003")]
    [InlineData(19, "9999999999999999999+9999999999999999999", "9999999999999999999+9999999999999999999=+19999999999999999998")]
    [InlineData(19, "0-9999999999999999999", "0000000000000000000-9999999999999999999=-09999999999999999999")]
    public void ToString_Question_ShowsPaddedQuestionAndTruth(int digits, string text, string full)
    {
        var question = Question.Parse(text, new QuestionLayout(digits));

        question.ToString().Should().Be(full);
        (question.Text + question.Answer).Should().Be(full);
        Question.Read(question.Layout, question.Tokens()).Should().Be(question);
    }

    [Fact]
    public void Tokens_RandomQuestionsOfAllDigits_AgreeWithBigIntegers()
    {
        var random = new RandomSequence(1, StreamPurpose.Testing);
        for (var n = QuestionLayout.LeastDigits; n <= QuestionLayout.MostDigits; n++)
        {
            var layout = new QuestionLayout(n);
            for (var i = 0; i < 400; i++)
            {
                var (first, second) = (Digits(ref random, n), Digits(ref random, n));
                var operation = i % 2 == 0 ? Operation.Add : Operation.Subtract;
                var (a, b) = (BigInteger.Parse(first, CultureInfo.InvariantCulture), BigInteger.Parse(second, CultureInfo.InvariantCulture));
                var truth = operation == Operation.Add ? a + b : a - b;
                var sign = truth.Sign < 0 ? "-" : "+";
                var expected = $"{first}{(operation == Operation.Add ? "+" : "-")}{second}={sign}"
                    + BigInteger.Abs(truth).ToString(CultureInfo.InvariantCulture).PadLeft(n + 1, '0');

                Question.Parse(expected[..((2 * n) + 1)], layout).ToString().Should().Be(expected);
            }
        }
    }

    [Theory]
    [InlineData("12345", "*no operator*12345+67890*")]
    [InlineData("", "*no operator*")]
    [InlineData("12a45+3", "*'a'*before*0 to 9*")]
    [InlineData("12+3 ", "*' '*after*")]
    [InlineData("1+2+3", "*'+'*after*")]
    [InlineData("1*2", "*no operator*")]
    [InlineData("+5", "*no number before*")]
    [InlineData("5-", "*no number after*")]
    [InlineData("123456+1", "'123456' has 6 digits*at most 5*")]
    [InlineData("1+99999999999999999999999", "*23 digits*at most 5*")]
    [InlineData("١+2", "*before*0 to 9*")]
    public void Parse_BadText_SaysWhatIsWrong(string text, string message) =>
        FluentActions.Invoking(() => Question.Parse(text, new QuestionLayout(5)))
            .Should().Throw<FormatException>().WithMessage(message);

    [Fact]
    public void Constructor_OperandTooLong_NamesIt() =>
        FluentActions.Invoking(() => new Question(new QuestionLayout(2), 7, Operation.Add, 100))
            .Should().Throw<ArgumentException>().WithMessage("100*2 digits*");

    private static string Digits(ref RandomSequence random, int count)
    {
        var digits = new char[count];
        foreach (ref var digit in digits.AsSpan())
        {
            // Many nines and zeros, so that long carries, overflow and leading zeros occur.
            digit = random.NextBelow(4) switch
            {
                0 => '9',
                1 => '0',
                _ => (char)('0' + random.NextBelow(10)),
            };
        }

        return new string(digits);
    }
}
