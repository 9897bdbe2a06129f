using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Tasks;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

/// <summary>Expected answers against whole-number arithmetic, which knows nothing of sub-tasks.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class PairPatternTests
{
    private const ulong Seed = 5;

    public static TheoryData<SubTask, int> TasksAndDigits()
    {
        var data = new TheoryData<SubTask, int>();
        foreach (var task in Enum.GetValues<SubTask>())
        {
            foreach (var digits in new[] { 1, 2, 4, 9, 13 })
            {
                data.Add(task, digits);
            }
        }

        return data;
    }

    [Fact]
    public void All_Definitions_StandInTheOrderOfTheEnumeration() =>
        TaskDefinition.All.Select(task => task.Task).Should().Equal(Enum.GetValues<SubTask>());

    [Theory]
    [MemberData(nameof(TasksAndDigits))]
    public void Sampled_EveryPair_IsTrueOfTheRightKindAndExpectsAChange(SubTask task, int digits)
    {
        var (definition, layout) = (TaskDefinition.Of(task), new QuestionLayout(digits));
        foreach (var k in definition.Digits(layout))
        {
            var kinds = definition.KindsLookedAt(layout, k, PairSource.Sampled);
            var pairs = QuestionPairs.Of(definition, layout, k, PairSource.Sampled, Seed)!;
            Math.Min(pairs.Others, pairs.Sames).Should().BeGreaterThanOrEqualTo(TaskThresholds.PairsOfDepth);
            for (var row = 0; row < pairs.Clean.Count; row++)
            {
                foreach (var tokens in new[] { pairs.Clean[row].ToArray(), pairs.Donors[row].ToArray() })
                {
                    Question.Read(layout, tokens).Tokens().Should().Equal(tokens);
                    kinds.Should().Contain(Complexity.KindOf(layout, tokens));
                }

                pairs.Donors[row].SequenceEqual(pairs.Clean[row]).Should().BeFalse();
                pairs.Expected[row].SequenceEqual(pairs.Clean[row]).Should().Be(row >= pairs.Others, $"pair {row} of {task}, digit {k}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(TasksAndDigits))]
    public void Sampled_ExpectedAnswers_AreThoseOfArithmetic(SubTask task, int digits)
    {
        var (definition, layout) = (TaskDefinition.Of(task), new QuestionLayout(digits));
        foreach (var k in definition.Digits(layout))
        {
            var pairs = QuestionPairs.Of(definition, layout, k, PairSource.Sampled, Seed)!;
            for (var row = 0; row < pairs.Others; row++)
            {
                Text(layout, pairs.Expected[row]).Should().Be(
                    ByArithmetic(task, layout, k, pairs.Donors[row].ToArray(), pairs.Clean[row].ToArray()), $"pair {row} of {task}, digit {k}");
            }
        }
    }

    [Theory]
    [InlineData(SubTask.SV)]
    [InlineData(SubTask.MV)]
    [InlineData(SubTask.NTC)]
    public void Sampled_ResolvedCarries_HaveEveryDepthAndInTheNullTheSameDecision(SubTask task)
    {
        var (definition, layout, k) = (TaskDefinition.Of(task), new QuestionLayout(6), 4);
        var top = definition.Target(layout, k);
        var pairs = QuestionPairs.Of(definition, layout, k, PairSource.Sampled, Seed)!;

        pairs.Cases.Take(pairs.Others).CountBy(depth => depth).Should().OnlyContain(depth => depth.Value == TaskThresholds.PairsOfDepth).And.HaveCount(top);
        for (var row = 0; row < pairs.Clean.Count; row++)
        {
            var (clean, donor) = (Text(layout, pairs.Clean[row]), Text(layout, pairs.Donors[row]));
            (clean[layout.Digits + 1 - top] == donor[layout.Digits + 1 - top]).Should().Be(row >= pairs.Others);
        }
    }

    [Theory]
    [InlineData(SubTask.SA, 3, "555555+444444=+0993999", "555555+111111=+0668666")]
    [InlineData(SubTask.SC, 2, "333333+555555=+0889888")]
    [InlineData(SubTask.SS, 3, "334633+555555=+0880188")]
    [InlineData(SubTask.ST, 2, "333333+666666=+1000999")]
    [InlineData(SubTask.MD, 3, "999999-444444=+0552555", "999999-333333=+0664666")]
    [InlineData(SubTask.MB, 2, "777777-444444=+0332333")]
    [InlineData(SubTask.MT, 2, "222222-222422=+0999200")]
    [InlineData(SubTask.GT, 2, "000100-000201=+0999101", "000600-000201=-0999399")]
    [InlineData(SubTask.ND, 3, "099999-444444=-0347445", "099999-333333=-0235334")]
    [InlineData(SubTask.ND, 5, "099999-444444=-0044445", "099999-333333=-0133334")]
    [InlineData(SubTask.NB, 0, "077777-444444=-0366677")]
    public void Published_Pairs_AreThoseOfTheAuthorsWithExactAnswers(SubTask task, int k, params string[] expected)
    {
        var layout = new QuestionLayout(6);
        var pairs = QuestionPairs.Of(TaskDefinition.Of(task), layout, k, PairSource.Published, Seed)!;

        Enumerable.Range(0, pairs.Clean.Count).Select(row => Vocabulary.Text(pairs.Expected[row])).Should().Equal(expected);
        pairs.Sames.Should().Be(0);
    }

    [Fact]
    public void Published_TasksWithoutAPublishedTest_HaveNone() =>
        new[] { SubTask.SV, SubTask.MV, SubTask.OPR, SubTask.SGN, SubTask.SLT, SubTask.STC, SubTask.MTC, SubTask.NTC }.Should().OnlyContain(task =>
            QuestionPairs.Of(TaskDefinition.Of(task), new QuestionLayout(6), 1, PairSource.Published, Seed) == null);

    private static string ByArithmetic(SubTask task, QuestionLayout layout, int k, int[] donor, int[] clean)
    {
        var (d, c) = (Question.Read(layout, donor), Question.Read(layout, clean));
        var (power, modulus) = (Power(k), Power(layout.Digits));
        var answer = Text(layout, clean).ToCharArray();
        switch (task)
        {
            case SubTask.SA or SubTask.MD or SubTask.ND:
                // What comes in from below stays the clean question's; the digit itself is the donor's without what came in there.
                var change = Combined(d) - Combined(c);
                Set(k, Digit(Result(c), k) + change);
                break;
            case SubTask.SC or SubTask.SS or SubTask.MB or SubTask.NB:
                Set(k + 1, Digit(Result(Swapped()), k + 1));
                break;
            case SubTask.ST or SubTask.MT when !(task == SubTask.MT && k == layout.Digits - 1):
                for (var above = k + 1; above <= layout.Digits; above++)
                {
                    Set(above, Digit(Result(Swapped()), above));
                }

                break;
            case SubTask.GT or SubTask.MT:
                // As if the lower digits had to be made up for from the equal pairs above.
                answer[0] = Text(layout, donor)[0];
                for (var above = k + 1; above < layout.Digits; above++)
                {
                    Set(above, 9);
                }

                break;
            case SubTask.SV or SubTask.MV or SubTask.STC or SubTask.MTC or SubTask.NTC:
                var target = TaskDefinition.Of(task).Target(layout, k);
                Set(target, Digit(Result(d), target));
                break;
            default:
                var (first, second) = ((Int128)c.First, (Int128)c.Second);
                var other = Text(layout, donor)[0] == '-' ? second - first : d.Operation == Operation.Add ? first + second : first - second;
                Set(k, (int)(Modulo(other, modulus) / power % 10));
                break;
        }

        return new string(answer);

        void Set(int token, int value) => answer[layout.Digits + 1 - token] = (char)('0' + (int)Modulo(value, 10));

        int Digit(Int128 number, int token) => (int)(Int128.Abs(number) / Power(token) % 10);

        // The clean question with the donor's pair in digit k.
        Question Swapped() => new(layout, Replaced(c.First, d.First), c.Operation, Replaced(c.Second, d.Second));

        ulong Replaced(ulong into, ulong from) => (ulong)(into - (into / power % 10 * power) + (from / power % 10 * power));

        // The two digits of weight 10^k combined as the question says.
        int Combined(Question question)
        {
            var (x, y) = ((int)(question.First / power % 10), (int)(question.Second / power % 10));
            return question.Operation == Operation.Add ? x + y : question.First >= question.Second ? x - y : y - x;
        }
    }

    private static Int128 Result(Question question) =>
        question.Operation == Operation.Add ? (Int128)question.First + question.Second : (Int128)question.First - question.Second;

    private static Int128 Modulo(Int128 number, Int128 modulus) => ((number % modulus) + modulus) % modulus;

    private static Int128 Power(int exponent) => exponent == 0 ? 1 : 10 * Power(exponent - 1);

    private static string Text(QuestionLayout layout, ReadOnlySpan<int> tokens) => Vocabulary.Text(tokens[layout.Sign..]);
}
