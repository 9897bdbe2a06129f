using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Carry;
using Repro.Models.Randomness;
using Xunit;

namespace Repro.Claims.Tests.Quanta.Carry;

/// <summary>The test for a third state on inputs made up so that the truth is known.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ThirdStateTests
{
    private const int Rows = 200;
    private const int Width = 20;

    [Fact]
    public void Of_BinaryInputs_AreOnTheAxisAndAtItsEnds()
    {
        var inputs = Inputs(offAxis: 0);
        var state = ThirdStateTest.Of(inputs);

        state.IsBinary.Should().BeTrue();
        state.OffAxis.Should().BeLessThan(0.1);
        state.OffAxisNextTo.Should().BeLessThan(0.1);
        ThirdStateTest.PValue(inputs, seed: 1).Should().BeGreaterThan(0.05);
        state.WithoutCarry.Should().BeApproximately(0, 0.05);
        state.WithCarry.Should().BeApproximately(1, 0.05);
    }

    [Theory]
    [InlineData(0.2, true)]
    [InlineData(0.4, false)]
    public void Of_InputsOffTheAxis_AreMeasuredInItsLengths(double offAxis, bool binary)
    {
        var inputs = Inputs(offAxis);
        var (state, bounds) = (ThirdStateTest.Of(inputs), ThirdStateTest.Bounds(inputs, seed: 1));

        state.OffAxis.Should().BeApproximately(offAxis, 0.05);
        bounds.Lower.Should().BeLessThan(state.OffAxis);
        bounds.Upper.Should().BeGreaterThan(state.OffAxis).And.BeLessThan(offAxis + 0.15);
        ThirdStateTest.PValue(inputs, seed: 1).Should().Be(0.001);
        state.IsBinary.Should().Be(binary);
    }

    [Fact]
    public void Of_SumsOfNineThatTheCarryFromBelowDoesNotMove_AreNotBinary()
    {
        var inputs = Inputs(offAxis: 0);
        double[][] middle = [.. inputs.No.Select(row => (double[])[row[0] + 0.5, .. row.Skip(1)])];

        var state = ThirdStateTest.Of(inputs with { Unknown = middle });

        state.OffAxis.Should().BeLessThan(0.1);
        state.IsBinary.Should().BeFalse();
    }

    [Fact]
    public void PValue_OfBinaryInputs_IsUniform()
    {
        var values = Enumerable.Range(0, 60).Select(draw => ThirdStateTest.PValue(Inputs(offAxis: 0, draw, rows: 30, width: 6), seed: 1)).ToArray();

        values.Count(value => value <= 0.1).Should().BeLessThan(15, "1 in 10 is expected");
        values.Average().Should().BeInRange(0.4, 0.6);
    }

    [Fact]
    public void WithThirdState_BinaryInputs_IsAnEquilateralTriangle()
    {
        var inputs = Inputs(offAxis: 0).WithThirdState(seed: 3);
        var state = ThirdStateTest.Of(inputs);

        state.OffAxis.Should().BeApproximately(Math.Sqrt(3) / 2, 0.1);
        (state.IsBinary, ThirdStateTest.PValue(inputs, seed: 1)).Should().Be((false, 0.001));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Draw_EveryTriple_DiffersInOnePairAndInWhatFollowsFromIt(int digits)
    {
        var layout = new QuestionLayout(digits);
        foreach (var k in CarryTriples.Digits(layout))
        {
            var triples = CarryTriples.Draw(layout, k, seed: 4);
            for (var row = 0; row < CarryTriples.Drawn; row++)
            {
                int[][] versions = [.. new[] { triples.No, triples.Yes, triples.Unknown, triples.NextToUnknown }.Select(version => version[row].ToArray())];
                versions.Should().OnlyContain(tokens => Question.Read(layout, tokens).Tokens().SequenceEqual(tokens));
                var sums = versions.Select(tokens => tokens[layout.First(k - 1)] + tokens[layout.Second(k - 1)]).ToArray();
                sums.Select(sum => Math.Sign(sum - 9)).Should().Equal(-1, 1, 0, triples.Carries[row] ? 1 : -1);
                sums[3].Should().BeOneOf(8, 10);
                versions.Select(tokens => Carry(tokens, k)).Should().Equal(false, true, triples.Carries[row], triples.Carries[row]);
                versions.Select(tokens => Carry(tokens, k - 1)).Should().Equal(Enumerable.Repeat(triples.Carries[row], 4));

                // All that stands before A_k, but for the one pair.
                var seen = Enumerable.Range(0, layout.Answer(k)).Except([layout.First(k - 1), layout.Second(k - 1)]).ToArray();
                versions.Skip(1).Should().OnlyContain(tokens => seen.All(position => tokens[position] == versions[0][position]));
            }
        }

        bool Carry(int[] tokens, int k)
        {
            var power = (ulong)Math.Pow(10, k);
            var question = Question.Read(layout, tokens);
            return (question.First % power) + (question.Second % power) >= power;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Draw_DigitWhosePairBelowLeavesNothingOpen_IsRefusedWithTheDigitsThatDo(int digit) =>
        FluentActions.Invoking(() => CarryTriples.Draw(new QuestionLayout(4), digit, seed: 1)).Should().Throw<ArgumentException>()
            .WithMessage($"*digit {digit} of 4-digit*2 to 4*");

    // The carry is coordinate 0; coordinate 1 marks sums of 9; the rest is noise that all versions of a row have alike, and a little of their own.
    private static CombinerInputs Inputs(double offAxis, int draw = 0, int rows = Rows, int width = Width)
    {
        var random = new RandomSequence(11, StreamPurpose.Testing, (uint)draw);
        bool[] carries = [.. Enumerable.Range(0, rows).Select(row => row % 2 == 1)];
        var (no, yes, unknown) = (new double[rows][], new double[rows][], new double[rows][]);
        for (var row = 0; row < rows; row++)
        {
            double[] shared = [.. Enumerable.Repeat(0, width).Select(_ => random.NextGaussian())];
            no[row] = Own(shared, ref random);
            yes[row] = Own(shared, ref random);
            unknown[row] = Own(shared, ref random);
            yes[row][0]++;
            unknown[row][0] += carries[row] ? 1 : 0;
            unknown[row][1] += offAxis;
        }

        return new CombinerInputs { Digit = 2, No = no, Yes = yes, Unknown = unknown, NextToUnknown = no, Carries = carries };
    }

    private static double[] Own(double[] shared, ref RandomSequence random)
    {
        double[] own = [.. shared];
        foreach (ref var value in own.AsSpan())
        {
            value += 0.1 * random.NextGaussian();
        }

        return own;
    }
}
