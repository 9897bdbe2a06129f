using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

[Trait(Tier.Name, Tier.Fast)]
public class SufficiencyTests(PlantedModel model) : IClassFixture<PlantedModel>
{
    private const int Questions = PlantedModel.QuestionCount;
    private readonly Sufficiency _sufficiency = new(model.Engine, model.Questions);

    [Fact]
    public void Keep_PlantedNodes_AreEnough() =>
        _sufficiency.Keep(model.Planted).Should().Equal(new KeptAccuracy(QuestionKind.Add, Questions, Questions, BinomialInterval.ClopperPearson(Questions, Questions)));

    [Fact]
    public void Keep_AllButOnePlantedNode_IsNotEnough()
    {
        foreach (var node in model.Planted)
        {
            _sufficiency.Keep(model.Planted.Where(kept => kept != node)).Single().Share.Should().BeLessThan(0.9, node.Name);
        }
    }

    [Fact]
    public void Keep_RandomNodes_AreNotEnough()
    {
        for (var seed = 0UL; seed < 10; seed++)
        {
            _sufficiency.Keep(_sufficiency.RandomLike(model.Planted, seed)).Single().Share.Should().BeLessThan(0.05);
        }
    }

    [Fact]
    public void Keep_AllNodes_IsTheWholeModel() => _sufficiency.Keep(_sufficiency.Nodes).Single().Right.Should().Be(Questions);

    [Fact]
    public void Keep_KeptNodes_HaveTheValuesOfTheAblatedRun()
    {
        // With L0H0 ablated the tri-states are those of the mean sum, about 9, in every question, so the carries are not those of the
        // question although L1H1 is kept. Were its clean value kept, all answers would be right.
        var kept = model.Planted.Where(node => node.Head != 0);

        var share = _sufficiency.Keep(kept).Single().Right;

        var carryless = Enumerable.Range(0, Questions).Count(row => model.Questions.Classes[row] == ComplexityClass.S0);
        share.Should().BeLessThanOrEqualTo(carryless);
    }

    [Fact]
    public void Keep_SeveralKinds_AreCountedApart()
    {
        // The planted adder adds whatever the operator is.
        var mixed = AnalysisQuestions.Draw(model.Adder.Layout, [QuestionKind.Add, QuestionKind.Sub], 200, seed: 1);
        var subtractions = mixed.Classes.Count(complexity => Complexity.KindOf(complexity) == QuestionKind.Sub);

        var kept = new Sufficiency(model.Engine, mixed).Keep(model.Planted);

        kept.Select(accuracy => (accuracy.Kind, accuracy.Questions, accuracy.Share))
            .Should().Equal((QuestionKind.Add, 200 - subtractions, 1.0), (QuestionKind.Sub, subtractions, 0.0));
    }

    [Fact]
    public void Nodes_LeftOutOnes_CannotChangeAnyLogit()
    {
        var without = model.AllNodes.Except(_sufficiency.Nodes).ToArray();
        using var engine = PlantedModel.Run(Parameters.Initialise(model.Adder.Config, seed: 3));
        var ablation = new Ablation(engine, model.Questions.Tokens, AblationKind.Zero);
        HookValue Logits(IEnumerable<Node> nodes) => engine.Forward(model.Questions.Tokens, new ForwardRequest
        {
            Interventions = ablation.Of(nodes),
            LogitPositions = model.Adder.Layout.LossPositions,
        }).Logits;

        without.Should().NotBeEmpty();
        Logits(without).Values.Should().Equal(Logits([]).Values);
        foreach (var node in (Node[])[new(0, 0, 0), new(model.Adder.Layout.PredictedAt(0), 1, null), new(model.Adder.Layout.EqualsSign, 1, 3)])
        {
            _sufficiency.Nodes.Should().Contain(node);
            Logits([node]).Values.Should().NotEqual(Logits([]).Values, node.Name);
        }
    }

    [Fact]
    public void RandomLike_Sets_HaveTheSameHeadsAndMlps()
    {
        var sets = Enumerable.Range(0, 5).Select(seed => _sufficiency.RandomLike(model.Planted, (ulong)seed)).ToArray();

        foreach (var set in sets)
        {
            set.Should().OnlyHaveUniqueItems().And.BeInAscendingOrder().And.BeSubsetOf(_sufficiency.Nodes).And.HaveSameCount(model.Planted);
            set.Count(node => node.Head is null).Should().Be(model.Planted.Count(node => node.Head is null));
        }

        sets.Select(set => string.Join(' ', set)).Should().OnlyHaveUniqueItems();
        _sufficiency.RandomLike(model.Planted, 0).Should().Equal(sets[0]);
    }

    [Fact]
    public void RandomLike_MoreThanThereAre_IsRefused()
    {
        var many = Enumerable.Range(0, 100).Select(position => new Node(position, 0, null));

        _sufficiency.Invoking(sufficiency => sufficiency.RandomLike(many, 0)).Should().Throw<ArgumentException>().WithMessage("100 MLPs*");
    }

    [Fact]
    public void Complete_MissingNodes_AreFound()
    {
        // One alone, a pair of heads of one sum, and the head and the MLP of one tri-state, of which neither helps without the other.
        var layout = model.Adder.Layout;
        foreach (var missing in (Node[][])
            [
                [new(layout.PredictedAt(4), 1, 1)],
                [new(layout.PredictedAt(2), 0, 1), new(layout.PredictedAt(2), 0, 2)],
                [new(layout.Second(1), 0, 0), new(layout.Second(1), 0, null)],
                [new(layout.PredictedAt(3), 1, null), new(layout.PredictedAt(1), 1, 1), new(layout.Second(3), 0, 0)],
            ])
        {
            var completion = _sufficiency.Complete(model.Planted.Except(missing), QuestionKind.Add, target: 1);

            completion.Steps.Select(step => step.Added).Should().BeEquivalentTo(missing, "no other node has any effect");
            completion.Needed.Should().BeEquivalentTo(missing);
            completion.Start.Share.Should().BeLessThan(0.9);
            (completion.Met, completion.Reached.Right).Should().Be((true, Questions));
            completion.Passes.Should().Be(1 + _sufficiency.Nodes.Length - (29 - missing.Length) + (2 * missing.Length));
        }
    }

    [Fact]
    public void Complete_NothingKept_FindsThePlantedNodes()
    {
        var completion = _sufficiency.Complete([], QuestionKind.Add, target: 1);

        completion.Needed.Should().BeEquivalentTo(model.Planted);
        completion.Steps[^1].Accuracy.Right.Should().Be(Questions);
    }

    [Fact]
    public void Complete_SufficientSet_NeedsNothing() =>
        _sufficiency.Complete(model.Planted, QuestionKind.Add, target: 0.95)
            .Should().BeEquivalentTo(new { Met = true, Passes = 1, Steps = Array.Empty<CompletionStep>(), Needed = Array.Empty<Node>() });

    [Fact]
    public void Complete_LowerTarget_NeedsFewer()
    {
        var missing = (Node[])[new(model.Adder.Layout.PredictedAt(3), 1, 1), new(model.Adder.Layout.PredictedAt(1), 1, 1)];
        var one = _sufficiency.Keep(model.Planted.Except(missing.Take(1))).Single().Share;

        _sufficiency.Complete(model.Planted.Except(missing), QuestionKind.Add, target: one).Needed.Should().ContainSingle();
    }

    [Fact]
    public void Complete_AmongSomeNodes_AddsNoOthers()
    {
        var missing = (Node[])[new(model.Adder.Layout.PredictedAt(4), 1, 1), new(model.Adder.Layout.PredictedAt(2), 0, 1)];

        var all = _sufficiency.Complete(model.Planted.Except(missing.Take(1)), QuestionKind.Add, target: 1, node => node is { Layer: 1, Head: not null });
        var some = _sufficiency.Complete(model.Planted.Except(missing), QuestionKind.Add, target: 1, node => node is { Layer: 1, Head: not null });

        all.Needed.Should().Equal(missing[0]);
        (some.Met, some.Reached.Share).Should().Match<(bool Met, double Share)>(reached => !reached.Met && reached.Share < 0.9);
        some.Steps.Should().OnlyContain(step => step.Added.Layer == 1 && step.Added.Head != null).And.Contain(step => step.Added == missing[0]);
    }

    [Fact]
    public void Complete_WholeModelBelowTheTarget_IsNotMet()
    {
        var half = AnalysisQuestions.Draw(model.Adder.Layout, [QuestionKind.Sub], 8, seed: 1);

        var completion = new Sufficiency(model.Engine, half).Complete(model.Planted, QuestionKind.Sub, target: 0.5);

        (completion.Met, completion.Reached.Right).Should().Be((false, 0));
        completion.Steps.Should().HaveCount(_sufficiency.Nodes.Length - 29);
    }

    [Fact]
    public void Complete_BadInput_IsRefused()
    {
        _sufficiency.Invoking(s => s.Complete([], QuestionKind.Neg, 0.9)).Should().Throw<ArgumentException>().WithMessage("*no Neg questions*Add*");
        _sufficiency.Invoking(s => s.Complete([], QuestionKind.Add, 1.5)).Should().Throw<ArgumentException>().WithMessage("*1.5*");
        _sufficiency.Invoking(s => s.Complete([], QuestionKind.Add, double.NaN)).Should().Throw<ArgumentException>();
        _sufficiency.Invoking(s => s.Complete([], QuestionKind.Add, 0.9, cancellation: new CancellationToken(true))).Should().Throw<OperationCanceledException>();
    }
}
