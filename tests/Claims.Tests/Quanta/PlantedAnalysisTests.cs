using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Algorithm;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

/// <summary>The positive control: on a model whose circuit is known the whole analysis finds it.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class PlantedAnalysisTests(PlantedModel planted) : IClassFixture<PlantedModel>
{
    [Fact]
    public void Analysis_OfThePlantedAdder_GivesEachNodeItsPurpose()
    {
        var map = new CircuitAnalysis { Questions = PlantedModel.QuestionCount }.Of(planted.Engine, "planted", [QuestionKind.Add]);

        map.Nodes.Select(node => node.Node).Should().Equal(planted.Planted);
        map.Overlap!.Jaccard.Should().Be(1);
        Tagged(map, SubTask.SA).Should().BeEquivalentTo(PlantedHeads(SubTask.SA));
        Tagged(map, SubTask.ST).Should().BeEquivalentTo(PlantedHeads(SubTask.ST));

        // The MLP that combines is also the one that reads the resolved carry. In A_0 there is none.
        var combiners = planted.Adder.Nodes.Where(node => node.Purpose is { Task: SubTask.STC, Digit: > 0 }).ToArray();
        Tagged(map, SubTask.STC).Should().BeEquivalentTo(combiners.Select(node => (node.Node, node.Purpose.Digit)));
        Tagged(map, SubTask.SV).Should().BeEquivalentTo(combiners.Select(node => (node.Node, node.Purpose.Digit - 1)));
        map.Nodes.SelectMany(node => node.Algorithm).Select(tag => tag.Task).Distinct()
            .Should().BeEquivalentTo(new[] { SubTask.SA, SubTask.ST, SubTask.SV, SubTask.STC });
    }

    [Fact]
    public void Algorithm_OfThePlantedAdder_IsValidInAllButTheOptionalClauses()
    {
        var map = new CircuitAnalysis { Questions = PlantedModel.QuestionCount, SecondSeed = null }.Of(planted.Engine, "planted", [QuestionKind.Add]);

        var checks = PublishedAlgorithms.Addition(planted.Adder.Layout).Check(map);

        checks.Where(check => !check.Clause.Optional).Should().NotBeEmpty().And.OnlyContain(check => check.Verdict == ClauseVerdict.Valid);
        checks.Where(check => check.Clause.Optional).Should().NotBeEmpty().And.OnlyContain(check => check.Verdict == ClauseVerdict.Invalid, "the planted circuit has no SC");
    }

    [Fact]
    public void Search_SplitBaseAdd_IsFoundAsAPairOfWhichNeitherPassesAlone()
    {
        var map = new CircuitAnalysis { Questions = PlantedModel.QuestionCount, SecondSeed = null }.Of(planted.Engine, "planted", [QuestionKind.Add]);

        foreach (var search in map.Searches.Where(search => search.Tag.Task == SubTask.SA))
        {
            search.Found.Should().ContainSingle().Which.Nodes.Should().HaveCount(2);
            search.Members.Should().HaveCount(2).And.OnlyContain(test => !test.Passes && test.Moved.Hits > 0);
        }
    }

    private static IEnumerable<(Node, int?)> Tagged(NodeMap map, SubTask task) =>
        from node in map.Nodes
        from tag in node.Algorithm
        where tag.Task == task
        select (node.Node, tag.Digit);

    private IEnumerable<(Node, int?)> PlantedHeads(SubTask task) =>
        from node in planted.Adder.Nodes
        where node.Purpose.Task == task && node.Node.Head is not null
        select (node.Node, node.Purpose.Digit);
}
