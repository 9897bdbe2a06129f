using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

/// <summary>Scans of the planted adder find what was planted and nothing else; scans of models without a circuit find nothing.</summary>
[Trait(Tier.Name, Tier.Fast)]
public class NodeScanTests(PlantedModel model) : IClassFixture<PlantedModel>
{
    [Theory]
    [InlineData(AblationKind.Mean)]
    [InlineData(AblationKind.Zero)]
    [InlineData(AblationKind.Resample)]
    public void OfNodes_PlantedAdder_FindsExactlyThePlantedNodes(AblationKind kind)
    {
        var effects = NodeScan.OfNodes(model.Engine, model.Questions, new Ablation(model.Engine, model.Questions.Tokens, kind), model.AllNodes);

        effects.Select(effect => effect.Node).Should().Equal(model.AllNodes);
        foreach (var rule in Enum.GetValues<UsefulRule>())
        {
            effects.Where(effect => rule.Holds(effect)).Select(effect => effect.Node).Should().Equal(model.Planted, $"{kind}, {rule}");
        }
    }

    [Fact]
    public void OfNodes_AnswerNodes_BreakOnlyTheDigitPredictedThere()
    {
        var layout = model.Adder.Layout;
        var late = model.Planted.Where(node => node.Position >= layout.Sign);

        foreach (var effect in NodeScan.OfNodes(model.Engine, model.Questions, new Ablation(model.Engine, model.Questions.Tokens, AblationKind.Mean), late))
        {
            var digit = layout.PredictedAt(0) - effect.Node.Position;
            effect.Impact[digit].Should().Be(effect.Fails);
            effect.Impact.Sum().Should().Be(effect.Fails, effect.Node.Name);
        }
    }

    [Fact]
    public void OfNodes_TriStateNodes_BreakOnlyHigherDigits()
    {
        var layout = model.Adder.Layout;
        for (var k = 0; k < layout.Digits; k++)
        {
            var node = new Node(layout.Second(k), 0, 0);
            var effect = NodeScan.OfNodes(model.Engine, model.Questions, new Ablation(model.Engine, model.Questions.Tokens, AblationKind.Mean), [node]).Single();

            effect.Impact.Take(k + 1).Should().OnlyContain(count => count == 0, node.Name);
            effect.Impact.Skip(k + 1).Take(layout.Digits - k).Should().OnlyContain(count => count > 0, node.Name);
            effect.Impact[^1].Should().Be(0, "the sign does not depend on the question");
        }
    }

    [Theory]
    [InlineData(AblationKind.Mean)]
    [InlineData(AblationKind.Resample)]
    [InlineData(AblationKind.Zero)]
    public void OfPositions_PlantedAdder_FindsWhereTheCircuitRuns(AblationKind kind)
    {
        // Ablating positions changes the residual stream behind the blocks. The operands' first digits are read in front of block 0, so
        // they do not count. Only zero takes what comes from the position alone, the same in all questions: the '+' at '=', and at the
        // operator the place where L1H1 looks when it has nothing to do.
        var layout = model.Adder.Layout;
        var expected = model.Planted.Select(node => node.Position);
        if (kind == AblationKind.Zero)
        {
            expected = [.. expected, layout.EqualsSign, layout.Operator];
        }

        var fails = NodeScan.OfPositions(model.Engine, model.Questions, new Ablation(model.Engine, model.Questions.Tokens, kind));

        fails.Should().HaveCount(layout.Length);
        Enumerable.Range(0, layout.Length).Where(position => fails[position] > 0).Should().Equal(expected.Distinct().Order());
    }

    [Fact]
    public void OfNodes_FirstLayerMeans_FindOneNodeTooMany()
    {
        // The authors' tool puts layer 0's means into layer 1. Where A_0 is predicted, L1H1 has nothing to do and always says "no carry";
        // L0H1 there has half a digit sum, 4.5 in the mean, which L1's MLP takes for a carry.
        var ablation = new Ablation(model.Engine, model.Questions.Tokens, AblationKind.FirstLayerMean);

        var effects = NodeScan.OfNodes(model.Engine, model.Questions, ablation, model.AllNodes);

        effects.Where(effect => UsefulRule.EffectSize.Holds(effect)).Select(effect => effect.Node)
            .Should().Equal(model.Planted.Append(new Node(model.Adder.Layout.PredictedAt(0), 1, 1)).Order());
    }

    [Theory]
    [InlineData("untrained")]
    [InlineData("shuffled planted adder")]
    [InlineData("shuffled with another seed")]
    public void OfNodes_ModelWithoutACircuit_FindsNone(string what)
    {
        // Such a model answers nothing right, so there is no question for a scan, and none is scanned. That this hides nothing is seen on
        // questions that were not dropped: whatever is ablated, no answer is right, so no ablation can break one, nor repair one.
        var parameters = what switch
        {
            "untrained" => Parameters.Initialise(model.Adder.Config, seed: 372001),
            "shuffled planted adder" => ShuffledWeights.Of(model.Adder.Parameters, seed: 1),
            _ => ShuffledWeights.Of(model.Adder.Parameters, seed: 2),
        };
        using var engine = PlantedModel.Run(parameters);
        var drawn = AnalysisQuestions.Draw(model.Adder.Layout, [QuestionKind.Add], PlantedModel.QuestionCount, seed: 673023);

        FluentActions.Invoking(() => AnalysisQuestions.For(engine, [QuestionKind.Add], PlantedModel.QuestionCount, seed: 673023)).Should().Throw<InvalidOperationException>()
            .WithMessage("*200*none is left*");
        var ablation = new Ablation(engine, drawn.Tokens, AblationKind.Mean);
        NodeScan.OfNodes(engine, drawn, ablation, model.AllNodes).Should().OnlyContain(effect => effect.Fails == PlantedModel.QuestionCount);
    }

    [Fact]
    public void OfNodes_Cancelled_Stops() => FluentActions
        .Invoking(() => NodeScan.OfNodes(
            model.Engine, model.Questions, new Ablation(model.Engine, model.Questions.Tokens, AblationKind.Zero), model.Planted, new CancellationToken(true)))
        .Should().Throw<OperationCanceledException>();

    [Fact]
    public void OfNodes_NodeThatTheModelLacks_IsRefused() => FluentActions
        .Invoking(() => NodeScan.OfNodes(
            model.Engine, model.Questions, new Ablation(model.Engine, model.Questions.Tokens, AblationKind.Zero), [new Node(3, 0, 4)]))
        .Should().Throw<ArgumentException>().WithMessage("*head 4*0 to 3*");
}
