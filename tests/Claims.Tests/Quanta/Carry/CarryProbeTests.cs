using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Xunit;

namespace Repro.Claims.Tests.Quanta.Carry;

/// <summary>Probes of the planted adder, whose carry is resolved where a digit is predicted and nowhere else.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CarryProbeTests(PlantedModel planted) : IClassFixture<PlantedModel>
{
    [Fact]
    public void Of_ThePlantedAdder_ReadsTheCarryWhereItIsResolvedAndHalfOfItWhereOnePairIs()
    {
        var layout = planted.Adder.Layout;
        var probes = new CarryProbeScan(planted.Engine, trainSeed: 1, heldOutSeed: 2).Of(QuestionKind.Add, digit: 2);

        probes.Select(probe => $"{probe.Position} {probe.At}").Should().Equal(
            "8 blocks.0.hook_resid_post", "8 blocks.1.hook_resid_mid", "8 blocks.1.hook_resid_post",
            "9 blocks.0.hook_resid_post", "9 blocks.1.hook_resid_mid", "9 blocks.1.hook_resid_post",
            "10 blocks.0.hook_resid_post", $"{layout.PredictedAt(2)} blocks.1.hook_resid_mid");
        probes.SkipLast(1).Should().OnlyContain(probe => !probe.Reads);
        (probes[^1].Reads, probes[^1].HeldOut.Value, probes[^1].WorstDepth.Value).Should().Be((true, 1.0, 1.0));

        // D'_0 knows pair 0, which decides half of the carries into A_2: three quarters are right, at the other depth half.
        probes[0].HeldOut.Value.Should().BeInRange(0.68, 0.85);
        probes[0].WorstDepth.Value.Should().BeInRange(0.35, 0.68);
        probes[0].PValue.Should().BeLessThan(0.01);
    }

    [Fact]
    public void WherePredicted_IsTheLastOfThese()
    {
        var scan = new CarryProbeScan(planted.Engine, trainSeed: 1, heldOutSeed: 2);

        foreach (var digit in CarryProbeScan.Digits(planted.Adder.Layout, QuestionKind.Add))
        {
            var (alone, last) = (scan.WherePredicted(QuestionKind.Add, digit).Stream, scan.Of(QuestionKind.Add, digit)[^1]);

            (alone with { PValue = last.PValue }).Should().Be(last);
            alone.PValue.Should().Be(0.001, "no permutation of the labels agrees as well");
        }
    }

    [Fact]
    public void WherePredicted_OfThePlantedAddersHeads_IsTheCarryAndHardlyTheBaseValue()
    {
        var probe = new CarryProbeScan(planted.Engine, trainSeed: 1, heldOutSeed: 2).WherePredicted(QuestionKind.Add, digit: 3);

        (probe.Kind, probe.Heads.Digit, probe.Heads.Reads, probe.Heads.HeldOut.Value).Should().Be((QuestionKind.Add, 3, true, 1.0));
        $"{probe.Heads.Position} {probe.Heads.At}".Should().Be($"{planted.Adder.Layout.PredictedAt(3)} blocks.1.hook_attn_out");
        probe.BaseOfHeads.Trials.Should().Be(probe.Heads.HeldOut.Trials);
        probe.BaseOfHeads.Value.Should().BeLessThan(0.4, "the decoy writes the mean of the digits so far, which tells a little");
        probe.BaseOfStream.Value.Should().Be(1, "it lies there one-hot");
    }

    [Fact]
    public void WherePredicted_OfHeadsThatPutOutNothing_IsNothing()
    {
        using var deeper = PlantedModel.Run(DeeperAdder.Of(planted.Adder));

        var probe = new CarryProbeScan(deeper, trainSeed: 1, heldOutSeed: 2).WherePredicted(QuestionKind.Add, digit: 3);

        probe.Heads.Reads.Should().BeFalse();
        probe.BaseOfHeads.Value.Should().BeLessThan(0.25);
    }

    [Fact]
    public void OfStream_ThePlantedAdder_ReadsTheCasesWhereThePairIsCollectedAndNotBefore()
    {
        var layout = planted.Adder.Layout;
        var scan = new ProbeScan(planted.Engine, seed: 1);

        var there = scan.OfStream(SubTask.ST, digit: 1, PositionWindow.OperatorToSign(layout));
        var before = scan.OfStream(SubTask.ST, digit: 1, new PositionWindow(layout.Operator, layout.Second(2)));

        ($"{there.At}", there.HeldOut).Should().Be(("blocks.0.hook_resid_post", new Proportion(300, 300)));
        there.Position.Should().Be(layout.Second(1));
        before.HeldOut.Value.Should().BeLessThan(0.55, "of the pair only D_1 has been seen");
    }

    [Fact]
    public void Of_AnUntrainedModel_ReadsNothing()
    {
        using var engine = ZooModel.Untrained(digits: 4);

        new CarryProbeScan(engine, trainSeed: 1, heldOutSeed: 2).Of(QuestionKind.Add, digit: 4).Should().OnlyContain(probe => !probe.Reads);
    }

    [Fact]
    public void Of_ADigitWithoutACarry_IsRefused() =>
        FluentActions.Invoking(() => new CarryProbeScan(planted.Engine, trainSeed: 1, heldOutSeed: 2).Of(QuestionKind.Add, digit: 5)).Should().Throw<ArgumentException>();

    [Fact]
    public void Digits_HaveMoreThanOnePairBelow()
    {
        CarryProbeScan.Digits(new QuestionLayout(4), QuestionKind.Add).Should().Equal(2, 3, 4);
        CarryProbeScan.Digits(new QuestionLayout(4), QuestionKind.Neg).Should().Equal(2, 3);
    }
}
