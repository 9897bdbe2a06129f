using System.Collections.Immutable;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Figures;
using Repro.Claims.Quanta;
using Xunit;

namespace Repro.Claims.Tests.Figures;

[Trait(Tier.Name, Tier.Fast)]
public sealed class MapTextTests
{
    [Theory]
    [InlineData("7,6,5,4", "A7..4")]
    [InlineData("5", "A5")]
    [InlineData("5,4", "A5,4")]
    [InlineData("5,3", "A5,3")]
    [InlineData("7,6,5,2,1,0", "A7..5,|2..0")]
    [InlineData("11", "A11")]
    [InlineData("11,1", "A11,1")]
    [InlineData("16,15,14,13,12,11,10", "A16..10")]
    [InlineData("16,14,12,10,8", "A16,14,|12,10,8")]
    public void Lines_SetOfDigits_AreUnambiguousAlsoFromTenOn(string digits, string lines) =>
        string.Join('|', ImpactText.Lines([.. digits.Split(',').Select(int.Parse)])).Should().Be(lines);

    [Fact]
    public void Lines_AnySet_ReadBackAsTheSameSet()
    {
        // Every subset of 17 answer tokens (15 digits) whose number is a multiple of 7.
        for (var set = 7; set < 1 << 17; set += 7)
        {
            ImmutableArray<int> digits = [.. Enumerable.Range(0, 17).Where(k => ((set >> k) & 1) == 1).Reverse()];
            var read = string.Concat(ImpactText.Lines(digits)).TrimStart('A').Split(',').SelectMany(part =>
            {
                var ends = part.Split("..").Select(int.Parse).ToArray();
                return Enumerable.Range(ends[^1], ends[0] - ends[^1] + 1).Reverse();
            });

            read.SequenceEqual(digits).Should().BeTrue($"{string.Join(",", digits)} was written {string.Join("|", ImpactText.Lines(digits))}");
        }
    }

    [Fact]
    public void Digits_CountsPerToken_AreTheSetOfThoseAboveZero()
    {
        var effect = MapSamples.Node(12, "P20L0H0", 3, [13, 11, 1], [ComplexityClass.S1]).Effect;

        ImpactText.Digits(effect).Should().Equal(13, 11, 1);
    }

    [Theory]
    [InlineData("0:0.56,4:0.30", "D2 D'2")] // Far apart: by share.
    [InlineData("0:0.33,4:0.29", "D'2 D2")] // Within 5 points: alphabetical.
    [InlineData("0:0.52,4:0.41", "D'2 D2")] // Both reach 40 %.
    [InlineData("0:0.52,4:0.39", "D2 D'2")]
    [InlineData("4:0.33,0:0.29", "D'2 D2")]
    [InlineData("0:0.9,4:0.10", "D2")] // 10 % itself is not enough.
    [InlineData("3:0.12,0:0.3,4:0.29,8:0.11", "D'2 D2 OPR A4")]
    [InlineData("0:0.05", "")]
    public void Names_Shares_FollowThePublishedRules(string shares, string names)
    {
        ImmutableArray<AttentionShare> all = [.. shares.Split(',').Select(share => share.Split(':')).Select(share => new AttentionShare(int.Parse(share[0]), double.Parse(share[1])))];

        string.Join(' ', AttentionText.Names(new QuestionLayout(3), AttentionText.Shown(all))).Should().Be(names);
    }

    [Fact]
    public void TokenName_SixDigits_AreThePublishedHeadings() =>
        string.Join(' ', Enumerable.Range(0, 22).Select(new QuestionLayout(6).TokenName))
            .Should().Be("D5 D4 D3 D2 D1 D0 OPR D'5 D'4 D'3 D'2 D'1 D'0 = A7 A6 A5 A4 A3 A2 A1 A0");

    [Theory]
    [InlineData(-1)]
    [InlineData(22)]
    public void TokenName_NoSuchPosition_NamesTheRange(int position) =>
        FluentActions.Invoking(() => new QuestionLayout(6).TokenName(position)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*0 to 21*");
}
