using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Planted;
using Repro.Claims.Tests.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

[Trait(Tier.Name, Tier.Fast)]
public class PlantedAdderTests
{
    private const ulong Seed = 20260728;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Parameters_EveryAddition_IsRight(int digits)
    {
        var adder = new PlantedAdder(digits);
        using var engine = PlantedModel.Run(adder.Parameters);
        var all = new List<int[]>();
        EveryQuestion.Visit(adder.Layout, tokens =>
        {
            if (tokens[adder.Layout.Operator] == Vocabulary.Plus)
            {
                all.Add([.. tokens]);
            }
        });
        var batch = new TokenBatch(all.Count, adder.Layout.Length);
        for (var row = 0; row < all.Count; row++)
        {
            all[row].CopyTo(batch[row]);
        }

        all.Should().HaveCount((int)Math.Pow(100, digits));
        Answers.Wrong(engine, batch).Should().OnlyContain(mask => mask == 0);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(15)]
    public void Parameters_EveryCascadeLength_IsRight(int digits)
    {
        var adder = new PlantedAdder(digits);
        using var engine = PlantedModel.Run(adder.Parameters);
        var sets = Enumerable.Range(0, digits + 1).Select(length => QuestionSet.OfCascade(adder.Layout, QuestionKind.Add, length, Seed))
            .Append(QuestionSet.Uniform(adder.Layout, Operation.Add, Seed))
            .Append(QuestionSet.Enriched(adder.Layout, Operation.Add, Seed));

        foreach (var set in sets)
        {
            Accuracy.Measure(engine, set, 100).FirstWrong.Should().BeEmpty(set.Name);
        }
    }

    [Fact]
    public void Parameters_Answers_AreClear()
    {
        // The doc comment's design: a vote of 1 against 0, times 20, so even the least sure answer token is far ahead.
        using var model = new PlantedModel();
        var logits = model.Engine.Forward(model.Questions.Tokens, new ForwardRequest { LogitPositions = model.Adder.Layout.LossPositions }).Logits.Values;

        logits.Chunk(Vocabulary.Size).Select(row => row.OrderDescending().Take(2).ToArray()).Min(top => top[0] - top[1]).Should().BeGreaterThan(19);
    }

    [Fact]
    public void Parameters_NormScales_AreNearlyConstant()
    {
        using var model = new PlantedModel();
        foreach (var (kind, layer) in ((HookKind, int)[])[(HookKind.Norm1Scale, 0), (HookKind.Norm2Scale, 0), (HookKind.Norm1Scale, 1), (HookKind.Norm2Scale, 1)])
        {
            var at = new HookPoint(kind, layer);
            var scales = model.Engine.Forward(model.Questions.Tokens, new ForwardRequest { Record = [at], LogitPositions = [] })[at].Values;

            (scales.Max() / scales.Min()).Should().BeLessThan(1.00002f, $"{at}");
        }
    }

    [Fact]
    public void Nodes_AttentionOfTheirHeads_IsAsDescribed()
    {
        using var model = new PlantedModel();
        var layout = model.Adder.Layout;
        var (first, last) = (new HookPoint(HookKind.Pattern, 0), new HookPoint(HookKind.Pattern, 1));
        var run = model.Engine.Forward(model.Questions.Tokens, new ForwardRequest { Record = [first, last], LogitPositions = [] });
        foreach (var (node, purpose) in model.Adder.Nodes.Where(planted => planted.Node.Head is not null))
        {
            var k = purpose.Digit!.Value;
            for (var row = 0; row < model.Questions.Count; row++)
            {
                if (node.Layer == 0)
                {
                    run[first][row, node.Head!.Value, node.Position, layout.First(k)].Should().BeApproximately(0.5f, 0.001f);
                    run[first][row, node.Head!.Value, node.Position, layout.Second(k)].Should().BeApproximately(0.5f, 0.001f);
                    continue;
                }

                var question = model.Questions.Tokens[row].ToArray();
                var deciding = Enumerable.Range(0, k + 1).Reverse()
                    .Where(j => !SubTasks.SS(question[layout.First(j)], question[layout.Second(j)])).Append(k).First();
                run[last][row, node.Head!.Value, node.Position, layout.Second(deciding)].Should().BeApproximately(1, 0.001f);
            }
        }
    }

    [Fact]
    public void Nodes_Plan_NamesEachNodeOnceInOrder()
    {
        var adder = new PlantedAdder(2);

        adder.Nodes.Select(planted => $"{planted.Node} {planted.Purpose}").Should().Equal(
            "P3L0H0 A1.ST", "P3L0MLP A1.ST", "P4L0H0 A0.ST", "P4L0MLP A0.ST",
            "P6L1H1 A1.SV", "P6L1MLP A2.STC",
            "P7L0H1 A1.SA", "P7L0H2 A1.SA", "P7L0MLP A1.SA", "P7L1H1 A0.SV", "P7L1MLP A1.STC",
            "P8L0H1 A0.SA", "P8L0H2 A0.SA", "P8L0MLP A0.SA", "P8L1MLP A0.STC");
        new PlantedAdder(4).Nodes.Should().HaveCount(29).And.BeInAscendingOrder(planted => planted.Node);
    }

    [Fact]
    public void Parameters_Decoys_AreActive()
    {
        // Otherwise it would mean little that no tool finds them.
        using var model = new PlantedModel();
        for (var layer = 0; layer < 2; layer++)
        {
            var at = new HookPoint(HookKind.Z, layer);
            var z = model.Engine.Forward(model.Questions.Tokens, new ForwardRequest { Record = [at], LogitPositions = [] })[at];
            var last = model.Adder.Layout.PredictedAt(0);

            Enumerable.Range(0, model.Questions.Count).Select(row => z[row, last, 3, 0]).Distinct().Should().HaveCountGreaterThan(10);
        }
    }

    [Fact]
    public void PlantedAdder_TooManyDigits_IsRefused() =>
        FluentActions.Invoking(() => new PlantedAdder(20)).Should().Throw<ArgumentException>().WithMessage("*20 digits*1 to 19*");
}
