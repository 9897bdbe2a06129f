using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Planted;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Quanta.Sharing;

[Trait(Tier.Name, Tier.Fast)]
public sealed class OperationSwapTests
{
    [Fact]
    public void New_ModelWithoutALayerBehindTheSwap_IsRefused()
    {
        using var engine = PlantedModel.Run(new PlantedAdder(3).Parameters);

        engine.Invoking(model => new OperationSwap(model, QuestionKind.Sub, seed: 1)).Should().Throw<ArgumentException>().WithMessage("*2 layers*3 in all*");
        engine.Invoking(model => OperationSteering.Of(model, QuestionKind.Sub, seed: 1)).Should().Throw<ArgumentException>().WithMessage("*2 layers*3 in all*");
    }

    [Fact]
    public void New_Addition_IsRefused()
    {
        using var engine = PlantedModel.Run(Untrained());

        engine.Invoking(model => new OperationSwap(model, QuestionKind.Add, seed: 1)).Should().Throw<ArgumentException>().WithMessage("*Add*Sub*Neg*");
        engine.Invoking(model => OperationSteering.Of(model, QuestionKind.Add, seed: 1)).Should().Throw<ArgumentException>().WithMessage("*Add*Sub*Neg*");
    }

    [Theory]
    [InlineData(QuestionKind.Sub)]
    [InlineData(QuestionKind.Neg)]
    public void Of_ModelThatAnswersNothing_CountsNothing(QuestionKind kind)
    {
        using var engine = PlantedModel.Run(Untrained());

        var swap = new OperationSwap(engine, kind, seed: 1);

        swap.Pairs.Should().Be(0);
        foreach (var reach in Enum.GetValues<SwapReach>())
        {
            swap.Of(reach).Answers.Should().Be(new Proportion(0, 0));
        }

        var steering = OperationSteering.Of(engine, kind, seed: 1);
        (steering.ByDirection, steering.ByHead.Length, steering.Whole).Should().Be((default, 0, default));
    }

    [Theory]
    [InlineData(QuestionKind.Sub)]
    [InlineData(QuestionKind.Neg)]
    public void Of_MixedModel_WholeSwapGivesTheSumAndOtherQuestionsDoNot(QuestionKind kind)
    {
        using var engine = ZooModel.Load(ZooModel.Mixed());
        var swap = new OperationSwap(engine, kind, seed: 1);

        var whole = swap.Of(SwapReach.FromOperator);

        whole.Answers.Should().Be(new Proportion(swap.Pairs, swap.Pairs), "it is the addition's run in all that the last layer sees");
        (whole.Kept.Hits, whole.NullAnswers.Hits).Should().Be((0, 0));
        whole.NullDigits.Bounds.Lower.Should().BeLessThan(0.1).And.BePositive("a digit of another question is the sum's one time in ten");
        var (answer, alone) = (swap.Of(SwapReach.Answer), swap.Of(SwapReach.Prediction));
        (answer.Digits.Trials, alone.Digits.Trials).Should().Be((whole.Digits.Trials, whole.Digits.Trials));
        (answer.Digits.Hits + answer.Kept.Hits).Should().BeLessThanOrEqualTo(answer.Digits.Trials);
    }

    [Theory]
    [InlineData(QuestionKind.Sub)]
    [InlineData(QuestionKind.Neg)]
    public void Steering_MixedModel_TriesOneDirectionAndEveryHeadInFrontOfTheSwap(QuestionKind kind)
    {
        using var engine = ZooModel.Load(ZooModel.Mixed());
        var digits = new OperationSwap(engine, kind, seed: 1).Of(SwapReach.FromOperator).Digits;

        var steering = OperationSteering.Of(engine, kind, seed: 1);

        steering.Whole.Should().Be(digits, "it is the same swap").And.Be(new Proportion(digits.Trials, digits.Trials));
        foreach (var heads in new[] { steering.ByHead, steering.ByHeadOfOthers, steering.NullByHead })
        {
            heads.Should().HaveCount(2 * engine.Config.Heads).And.OnlyContain(head => head.Trials == digits.Trials);
        }

        steering.NullByHead.Should().OnlyContain(head => head.Value < 0.2);
        steering.ByDirection.Trials.Should().Be(digits.Trials);
    }

    [Fact]
    public void MeanDifference_OfTwoBatches_LeadsFromTheFirstToTheSecond()
    {
        var difference = OperationSteering.MeanDifference(new HookValue([2, 1, 2], [1, 2, 3, 6]), new HookValue([2, 1, 2], [7, 1, 9, 1]));

        difference.Shape.Should().Equal(1, 1, 2);
        difference.Values.Should().Equal(6, -3);
    }

    private static Parameters Untrained() => Parameters.Initialise(
        new TransformerConfig
        {
            Layers = 3,
            Heads = 2,
            DModel = 16,
            DHead = 8,
            DMlp = 16,
            Context = new QuestionLayout(3).Length,
            Vocabulary = Vocabulary.Size,
        },
        seed: 1);
}
