using System.Collections.Immutable;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Carry;
using Repro.Claims.Quanta.Planted;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Quanta.Carry;

/// <summary>Both scans on the planted adder, whose carry is made, and joined with the base value, where a digit is predicted.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CarryScanTests(PlantedModel planted) : IClassFixture<PlantedModel>
{
    private static readonly Proportion All = new(CarryPairs.Drawn, CarryPairs.Drawn);
    private static readonly Proportion None = new(0, CarryPairs.Drawn);

    [Fact]
    public void Curve_OfThePlantedAdder_FlipsOnceHalfWayAlongAStraightLine()
    {
        // Its two neurons of a digit are relu(1 − carry) and relu(carry), so the logits move on straight lines that cross at one half.
        foreach (var digit in CombinerScan.Digits(planted.Adder.Layout, QuestionKind.Add))
        {
            var curve = CombinerScan.Of(planted.Engine, QuestionKind.Add, digit, seed: 1);

            (curve.Kind, curve.Digit, curve.SingleFlips, curve.Null).Should().Be((QuestionKind.Add, digit, All, None));
            curve.FlipShares.Should().HaveCount(CarryPairs.Drawn).And.BeInAscendingOrder().And.OnlyContain(share => Math.Abs(share - 0.5) < 0.051);
            curve.Steepness.Should().HaveCount(CarryPairs.Drawn).And.OnlyContain(share => Math.Abs(share - 0.25) < 0.005);
        }
    }

    [Fact]
    public void Curve_OfASharpenedAdder_IsAStepAtOneShareOfTheCarryRunFromEitherSide()
    {
        using var engine = PlantedModel.Run(Sharpened());

        var curve = CombinerScan.Of(engine, QuestionKind.Add, digit: 2, seed: 1);

        (curve.SingleFlips, curve.Null).Should().Be((All, None));
        curve.FlipShares.Should().OnlyContain(share => Math.Abs(share - 0.925) < 1e-9);
        curve.Steepness.Should().OnlyContain(share => share > 0.99);
    }

    [Fact]
    public void Place_InThePlantedAdder_IsWhereTheDigitIsPredicted()
    {
        foreach (var digit in CarryPlaceScan.MiddleDigits(planted.Adder.Layout))
        {
            var place = CarryPlaceScan.Of(planted.Engine, QuestionKind.Add, digit, seed: 1);

            (place.AtEqualsSign, place.NullAtEqualsSign, place.AtPrediction, place.NullAtPrediction).Should().Be((None, None, All, None));
            place.ByDepth.Select(depth => depth.Case).Should().Equal(Enumerable.Range(1, digit).Select(depth => $"depth {depth}"));
            place.ByDepth.Sum(depth => depth.Exact.Trials).Should().Be(CarryPairs.Drawn);
        }
    }

    [Fact]
    public void Place_InAModelThatReadsAPairAtTheEqualsSign_FlipsAtItsDepthOnly()
    {
        // The 5-digit model of the zoo collects some tri-states at '='; what '=' has not read cannot flip anything, what it has flips all.
        using var engine = ZooModel.Load(ZooModel.AddD5);

        var places = CarryPlaceScan.MiddleDigits(new QuestionLayout(5)).Select(digit => CarryPlaceScan.Of(engine, QuestionKind.Add, digit, seed: 1)).ToArray();

        places.Should().OnlyContain(place => place.AtPrediction.Hits == place.AtPrediction.Trials && place.NullAtPrediction.Hits == 0);
        places.Should().OnlyContain(place => place.AtEqualsSign.Hits == place.ByDepth.Sum(depth => depth.Exact.Hits));
        places.Should().Contain(place => place.AtEqualsSign.Hits > 0);
    }

    [Fact]
    public void Route_InThePlantedAdder_IsTheResolverAloneOfTheLastHeads()
    {
        foreach (var digit in CombinerScan.Digits(planted.Adder.Layout, QuestionKind.Add))
        {
            var route = CarryRouteScan.Of(planted.Engine, QuestionKind.Add, digit, seed: 1);

            (route.Kind, route.Digit, route.ByHeads, route.PastHeads, route.NullByHeads, route.NullPastHeads).Should().Be((QuestionKind.Add, digit, All, None, None, None));
            route.ByHead.Should().Equal(None, All, None, None);
            route.ByHeadsNextPair.Should().Be(new Proportion(route.ByHeadsNextPair.Trials, route.ByHeadsNextPair.Trials));
            route.ByHeadsNextPair.Trials.Should().BeCloseTo(CarryPairs.Drawn / digit, 1, "every distance of the pair that decides occurs equally often");
        }
    }

    [Fact]
    public void Route_InADeeperAdder_IsPastTheLastHeads()
    {
        using var engine = PlantedModel.Run(DeeperAdder.Of(planted.Adder));

        var route = CarryRouteScan.Of(engine, QuestionKind.Add, digit: 3, seed: 1);

        (route.ByHeads, route.PastHeads, route.NullByHeads, route.NullPastHeads).Should().Be((None, All, None, None));
        route.ByHead.Should().OnlyContain(head => head == None);
    }

    [Fact]
    public void Route_PastTheHeads_IsTheDonorsStreamWithWhatTheHeadsPutOutInTheCleanRun()
    {
        // The same, put together by hand behind the attention: blocks.2.hook_resid_mid is what comes past plus what the heads put out.
        const int Digit = 3;
        using var engine = ZooModel.Load("mix_d6_l3_h4_t40K_s372001");
        var (front, attention, behind) = (new HookPoint(HookKind.ResidualPre, 2), new HookPoint(HookKind.AttentionOut, 2), new HookPoint(HookKind.ResidualMid, 2));
        using var run = CarryRun.Of(engine, QuestionKind.Sub, Digit, seed: 1, [front, attention])!;
        var mixed = new HookValue(run.Clean(attention).Shape, [.. run.Donors(front).Values.Zip(run.Clean(attention).Values, (past, heads) => past + heads)], run.Clean(attention).Positions);
        var answers = new int[run.Pairs.Clean.Count];
        run.Change([[Intervention.Replace(behind, mixed, [run.Pairs.Position])]], (_, logits) => Answers.Read(logits.Values, answers));

        var route = CarryRouteScan.Of(engine, QuestionKind.Sub, Digit, seed: 1);

        route.PastHeads.Should().Be(run.Pairs.Flipped(answers));
        route.PastHeads.Value.Should().BeInRange(0.1, 0.9, "else all or none would agree with anything");
        route.NullPastHeads.Should().Be(run.Pairs.Disturbed(answers));
    }

    [Fact]
    public void Run_OfAModelThatErrs_ShowsTheChangedRunsOfThePairsThatAreKept()
    {
        // The highest digit gets no carry, so pairs in which it has one are answered wrong.
        var parameters = planted.Adder.Parameters.Clone();
        var query = parameters.Layout["blocks.1.attn.W_Q"];
        var row = ((1 * planted.Adder.Config.DModel) + ResidualPlan.Position(planted.Adder.Layout.PredictedAt(4))) * planted.Adder.Config.DHead;
        parameters[query].Slice(row, planted.Adder.Config.DHead).Clear();
        using var engine = PlantedModel.Run(parameters);
        var at = new HookPoint(HookKind.Norm2, 1);

        using var run = CarryRun.Of(engine, QuestionKind.Add, digit: 3, seed: 1, [at])!;

        run.Pairs.Clean.Count.Should().BeInRange(1, (2 * CarryPairs.Drawn) - 1, "some pairs are answered wrong");
        ImmutableArray<int> here = [run.Pairs.Position];
        var donors = engine.Forward(run.Pairs.Donors, new ForwardRequest { Record = [at], RecordPositions = here, LogitPositions = [] })[at];
        var request = new ForwardRequest { LogitPositions = here };
        var (same, changed) = (engine.Forward(run.Pairs.Clean, request), engine.Forward(run.Pairs.Clean, request with { Interventions = [Intervention.Replace(at, donors, here)] }));
        changed.Logits.Values.Should().NotEqual(same.Logits.Values);
        run.Change(
            [[Intervention.Replace(at, run.Clean(at), here)], [Intervention.Replace(at, run.Donors(at), here)]],
            (index, logits) => logits.Values.Should().Equal((index == 0 ? same : changed).Logits.Values));
    }

    [Fact]
    public void Scans_OfAModelThatAnswersNothing_CountNothing()
    {
        using var engine = ZooModel.Untrained(digits: 4);

        var curve = CombinerScan.Of(engine, QuestionKind.Sub, digit: 2, seed: 1);
        var place = CarryPlaceScan.Of(engine, QuestionKind.Sub, digit: 2, seed: 1);
        var route = CarryRouteScan.Of(engine, QuestionKind.Sub, digit: 2, seed: 1);
        var made = MadeCarryScan.Of(engine, [], digit: 2, seed: 1);

        (curve.SingleFlips, curve.FlipShares.Length, curve.Null).Should().Be((default, 0, default));
        (place.AtEqualsSign, place.AtPrediction, place.ByDepth.Length).Should().Be((default, default, 0));
        (route.ByHeads, route.PastHeads, route.ByHead.Length, made.OwnPair, made.Below).Should().Be((default, default, 0, default, default));
    }

    [Fact]
    public void Scans_OfADigitWithoutACarry_AreRefused()
    {
        planted.Engine.Invoking(engine => CombinerScan.Of(engine, QuestionKind.Add, digit: 0, seed: 1)).Should().Throw<ArgumentException>();
        planted.Engine.Invoking(engine => CarryPlaceScan.Of(engine, QuestionKind.Sub, digit: 4, seed: 1)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Curve_Cancelled_Stops() => planted.Engine
        .Invoking(engine => CombinerScan.Of(engine, QuestionKind.Add, digit: 1, seed: 1, new CancellationToken(true))).Should().Throw<OperationCanceledException>();

    // The neuron of a digit without carry ignores the carry; that with the carry outdoes it, threefold, but only from 0.9 of a carry on:
    // relu(30 · (base + carry − 1.9)). Both logits meet at a carry of 0.93.
    private Parameters Sharpened()
    {
        const float Gain = 30;
        var parameters = planted.Adder.Parameters.Clone();
        var neurons = planted.Adder.Config.DMlp;
        var (weights, biases) = (parameters.Layout["blocks.1.mlp.W_in"], parameters.Layout["blocks.1.mlp.b_in"]);
        for (var digit = 0; digit < 10; digit++)
        {
            parameters[weights][(ResidualPlan.Carry * neurons) + digit] = 0;
            parameters[weights][(ResidualPlan.Carry * neurons) + 10 + digit] = Gain;
            parameters[weights][(ResidualPlan.Base(digit) * neurons) + 10 + digit] = Gain;
            parameters[biases][10 + digit] = -1.9f * Gain;
        }

        return parameters;
    }
}
