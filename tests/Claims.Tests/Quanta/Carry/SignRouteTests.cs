using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta.Carry;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Quanta.Carry;

[Trait(Tier.Name, Tier.Fast)]
public sealed class SignRouteTests
{
    private const ulong Seed = 3;

    [Theory]
    [InlineData(QuestionKind.Sub, 1)]
    [InlineData(QuestionKind.Sub, 6)]
    [InlineData(QuestionKind.Neg, 13)]
    public void Draw_EveryPair_DiffersInTheDigitThatDecidesAndInTheSignWhereItShall(QuestionKind kind, int digits)
    {
        var layout = new QuestionLayout(digits);

        var pairs = SignPairs.Draw(layout, kind, Seed);

        pairs.Clean.Count.Should().Be(2 * SignPairs.Drawn);
        pairs.DecidedAt.Distinct().Order().Should().Equal(Enumerable.Range(0, digits));
        for (var row = 0; row < pairs.Clean.Count; row++)
        {
            var (clean, donor) = (Question.Read(layout, pairs.Clean[row]), Question.Read(layout, pairs.Donors[row]));
            foreach (var (question, tokens) in new[] { (clean, pairs.Clean[row].ToArray()), (donor, pairs.Donors[row].ToArray()) })
            {
                question.Tokens().Should().Equal(tokens);
                HighestDifference(question).Should().Be(pairs.DecidedAt[row]);
            }

            Complexity.KindOf(layout, pairs.Clean[row]).Should().Be(kind);
            (Complexity.KindOf(layout, pairs.Donors[row]) != kind).Should().Be(row < SignPairs.Drawn);
            Enumerable.Range(0, digits).Where(digit => Pair(pairs.Clean[row].ToArray(), digit) != Pair(pairs.Donors[row].ToArray(), digit)).Should().Equal(pairs.DecidedAt[row]);
        }

        (int, int) Pair(int[] tokens, int digit) => (tokens[layout.First(digit)], tokens[layout.Second(digit)]);
    }

    // Whole-number arithmetic, which knows nothing of tokens.
    private static int HighestDifference(Question question)
    {
        var (first, second, digit) = (question.First, question.Second, -1);
        for (var k = 0; first > 0 || second > 0; k++, first /= 10, second /= 10)
        {
            digit = first % 10 != second % 10 ? k : digit;
        }

        return digit;
    }

    [Fact]
    public void Draw_Additions_AreRefused() =>
        FluentActions.Invoking(() => SignPairs.Draw(new QuestionLayout(4), QuestionKind.Add, Seed)).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData(QuestionKind.Sub)]
    [InlineData(QuestionKind.Neg)]
    public void Of_AMixedModel_IsWhatAttentionAndResidualStreamPutTogetherByHandGive(QuestionKind kind)
    {
        // Both ways once more, by what the heads write in place of their z.
        using var engine = ZooModel.Load("mix_d6_l3_h4_t40K_s372001");
        var layout = QuestionLayout.Of(engine.Config);
        var pairs = SignPairs.Draw(layout, kind, Seed);
        HookPoint[] attention = [new(HookKind.AttentionOut, 1), new(HookKind.AttentionOut, 2)];
        HookPoint[] fronts = [new(HookKind.ResidualPre, 1), new(HookKind.ResidualPre, 2)];
        var front = fronts[0];
        using var interchange = new Interchange(
            engine, pairs.Clean, pairs.Donors, new ForwardRequest { Record = [.. fronts, .. attention], LogitPositions = [layout.EqualsSign] });

        var route = SignRouteScan.Of(engine, kind, Seed);

        route.ByHeads.Trials.Should().Be(SignPairs.Drawn, "it answers all of these questions right");
        route.ByHeads.Should().Be(Flipped(attention.Select(at => Put(at, interchange.Donor(at)))));
        route.ByFirstLayer.Should().Be(Flipped([Put(front, interchange.Donor(front)), .. attention.Select(at => Put(at, interchange.Clean(at)))]));
        route.ByLastHeads.Should().Be(Flipped([Put(attention[1], interchange.Donor(attention[1]))]));
        route.FromLastOperand.Should().Be(From(layout.Second(0)));
        route.FromSecondOperand.Should().Be(From([.. Enumerable.Range(layout.Operator + 1, 6)]));
        route.FromFirstOperand.Should().Be(From([.. Enumerable.Range(0, 6)]));
        route.ByEither.Hits.Should().BeInRange(Math.Max(route.ByHeads.Hits, route.ByFirstLayer.Hits), Math.Min(SignPairs.Drawn, route.ByHeads.Hits + route.ByFirstLayer.Hits));
        (route.ByHeads.Value, route.ByLastHeads.Value).Should().Match<(double Heads, double Last)>(share => share.Heads < 1 && share.Last < share.Heads, "else all would agree with anything");
        route.NullByHeads.Value.Should().BeLessThan(0.05);

        Intervention Put(HookPoint at, HookValue value) => Intervention.Replace(at, value, [layout.EqualsSign]);
        Proportion From(params int[] positions) => Flipped(fronts.Select(at => Intervention.Replace(at, interchange.Donor(at), [.. positions])));
        Proportion Flipped(IEnumerable<Intervention> interventions)
        {
            var signs = new int[pairs.Clean.Count];
            Answers.Read(interchange.Patch(interventions).Values, signs);
            return new(Enumerable.Range(0, SignPairs.Drawn).Count(row => signs[row] == pairs.Donors[row][layout.Sign]), SignPairs.Drawn);
        }
    }

    [Fact]
    public void Of_AModelThatAnswersNothing_CountsNothing()
    {
        using var engine = ZooModel.Untrained(digits: 4);

        SignRouteScan.Of(engine, QuestionKind.Neg, Seed).Should().Be(new SignRoute(QuestionKind.Neg, default, default, default, default, default, default, default, default));
    }

    [Fact]
    public void Of_AModelOfOneLayer_IsRefused()
    {
        using var engine = ZooModel.Load("add_d5_l1_h3_t30K_s372001");

        FluentActions.Invoking(() => SignRouteScan.Of(engine, QuestionKind.Sub, Seed)).Should().Throw<ArgumentException>().WithMessage("*one layer*");
    }
}
