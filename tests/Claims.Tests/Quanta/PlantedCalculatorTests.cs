using System.Collections.Immutable;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Algorithm;
using Repro.Claims.Quanta.Planted;
using Repro.Claims.Tests.Arithmetic;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

/// <summary>The positive control for subtraction: on a model whose circuit for all three kinds of question is known the whole analysis finds it.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class PlantedCalculatorTests
{
    // With fewer, idle heads of layer 1, which look at all tokens alike, give each of those up to '=' a tenth, which counts as looking at it.
    private const int Digits = PlantedCircuit.Digits;

    private const ulong Seed = 20261127;
    private static readonly ImmutableArray<QuestionKind> Kinds = [QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg];
    private static readonly PlantedCalculator Calculator = new(Digits);

    private static readonly Lazy<NodeMap> Map = new(() =>
    {
        using var model = PlantedCircuit.ModelOfAllKinds();
        return model.Map;
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Parameters_EveryQuestion_IsRight(int digits)
    {
        var calculator = new PlantedCalculator(digits);
        using var engine = PlantedModel.Run(calculator.Parameters);
        var all = new List<int[]>();
        EveryQuestion.Visit(calculator.Layout, tokens => all.Add([.. tokens]));
        var batch = new TokenBatch(all.Count, calculator.Layout.Length);
        for (var row = 0; row < all.Count; row++)
        {
            all[row].CopyTo(batch[row]);
        }

        all.Should().HaveCount(2 * (int)Math.Pow(100, digits));
        Answers.Wrong(engine, batch).Should().OnlyContain(mask => mask == 0);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(13)]
    public void Parameters_CascadesOfAllKinds_AreRight(int digits)
    {
        var calculator = new PlantedCalculator(digits);
        using var engine = PlantedModel.Run(calculator.Parameters);
        var sets =
            from kind in Kinds
            let longest = Complexity.LongestCascade(kind, digits)
            from length in Enumerable.Range(Complexity.ShortestCascade(kind), longest - Complexity.ShortestCascade(kind) + 1)
            select QuestionSet.OfCascade(calculator.Layout, kind, length, Seed);

        foreach (var set in sets.Append(QuestionSet.Enriched(calculator.Layout, Operation.Subtract, Seed)))
        {
            Accuracy.Measure(engine, set, 100).FirstWrong.Should().BeEmpty(set.Name);
        }
    }

    [Fact]
    public void Analysis_OfThePlantedCalculator_FindsJustItsNodes()
    {
        Map.Value.Nodes.Select(node => node.Node).Should().Equal(Calculator.Nodes);
        Map.Value.Overlap!.Jaccard.Should().Be(1);
    }

    [Fact]
    public void Analysis_OfThePlantedCalculator_GivesEachNodeItsPurposes()
    {
        var layout = Calculator.Layout;
        foreach (var task in new[] { SubTask.SA, SubTask.MD, SubTask.ND })
        {
            Tagged(task).Should().BeEquivalentTo(Heads(layout.PredictedAt, Digits), $"{task}");
        }

        foreach (var task in new[] { SubTask.ST, SubTask.MT, SubTask.GT })
        {
            Tagged(task).Should().BeEquivalentTo(Heads(layout.Second, Digits), $"{task}");
        }

        Tagged(SubTask.SV).Should().BeEquivalentTo(Mlps(highest: Digits, below: 1));
        Tagged(SubTask.STC).Should().BeEquivalentTo(Mlps(highest: Digits, below: 0));
        Tagged(SubTask.MV).Should().BeEquivalentTo(Mlps(highest: Digits - 1, below: 1));
        foreach (var task in new[] { SubTask.MTC, SubTask.NTC })
        {
            Tagged(task).Should().BeEquivalentTo(Mlps(highest: Digits - 1, below: 0), $"{task}");
        }

        // No head makes a carry or borrow where the next digit is predicted.
        foreach (var task in new[] { SubTask.SC, SubTask.SS, SubTask.MB, SubTask.NB })
        {
            Tagged(task).Should().BeEmpty($"{task} is not planted");
        }

        IEnumerable<string> Heads(Func<int, int> place, int digits) =>
            from k in Enumerable.Range(0, digits)
            from head in Enumerable.Range(0, 2)
            select $"{new Node(place(k), 0, head)} A{k}";

        IEnumerable<string> Mlps(int highest, int below) =>
            Enumerable.Range(1, highest).Select(k => $"{new Node(layout.PredictedAt(k), 1, null)} A{k - below}");
    }

    [Fact]
    public void Analysis_OfThePlantedCalculator_FindsWhoReadsOperatorAndSign()
    {
        foreach (var k in Enumerable.Range(0, Digits))
        {
            var at = Calculator.Layout.PredictedAt(k);

            Found(SubTask.OPR, k).Should().Equal([new Node(at, 0, 2)]);
            Found(SubTask.SGN, k).Should().Equal([new Node(at, 0, 3)]);
            Found(SubTask.SLT, k).Should().Equal([new Node(at, 0, 2), new Node(at, 0, 3)], "together they choose among all three kinds");
        }
    }

    [Fact]
    public void Algorithm_OfThePlantedCalculator_IsValidInAllButTheOptionalClauses()
    {
        var checks = PublishedAlgorithms.Mixed(Calculator.Layout).Check(Map.Value);

        checks.Where(check => !check.Clause.Optional).Should().NotBeEmpty().And.OnlyContain(check => check.Verdict == ClauseVerdict.Valid);
        checks.Where(check => check.Clause.Optional).Should().NotBeEmpty().And.OnlyContain(check => check.Verdict == ClauseVerdict.Invalid);
    }

    [Fact]
    public void PlantedCalculator_TooManyDigits_IsRefused() =>
        FluentActions.Invoking(() => new PlantedCalculator(20)).Should().Throw<ArgumentException>().WithMessage("*20 digits*1 to 19*");

    private static IEnumerable<string> Tagged(SubTask task) =>
        from node in Map.Value.Nodes
        from tag in node.Algorithm
        where tag.Task == task
        select $"{node.Node} A{tag.Digit}";

    private static ImmutableArray<Node> Found(SubTask task, int digit) =>
        Map.Value.Searches.Single(search => search.Tag == new AlgorithmTag(task, digit)).Found.Should().ContainSingle($"{task} of digit {digit}").Subject.Nodes;
}
