using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Algorithm;
using Repro.Claims.Quanta.Tasks;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

[Trait(Tier.Name, Tier.Fast)]
public sealed class AlgorithmTests
{
    private static readonly QuestionLayout Layout = new(5);
    private static readonly AlgorithmTag SA2 = new(SubTask.SA, 2);
    private static readonly HasTask MakesA2 = new(SA2, PositionWindow.Prediction(Layout, 2));

    [Fact]
    public void HasTask_NodeInTheWindow_IsValidByThatNode()
    {
        var check = MakesA2.Check(MapSamples.Map([("P14L0H1", ["A2.SA"]), ("P15L0H1", ["A2.SA"]), ("P15L0H2", ["A1.SC"])]));

        (check.Verdict, check.Evidence.Single().Name).Should().Be((ClauseVerdict.Valid, "P15L0H1"));
        check.Clause.Statement.Should().Be("A2.SA at P15");
    }

    [Fact]
    public void HasTask_NodeElsewhere_IsInvalidByThatNode()
    {
        var check = MakesA2.Check(MapSamples.Map([("P14L0H1", ["A2.SA"])]));

        (check.Verdict, check.Evidence.Single().Name).Should().Be((ClauseVerdict.Invalid, "P14L0H1"));
        check.Reason.Should().Be("A2.SA lies outside P15: at P14L0H1.");
    }

    [Fact]
    public void HasTask_NotFound_IsInvalidByWhatCameNearest()
    {
        var best = MapSamples.Test("A2.SA", 40, "P15L0H0", "P15L0H1");
        var check = MakesA2.Check(MapSamples.Map([("P15L0H1", [])], MapSamples.Search("A2.SA", testable: true, best)));

        check.Verdict.Should().Be(ClauseVerdict.Invalid);
        check.Evidence.Select(node => node.Name).Should().Equal("P15L0H0", "P15L0H1");
        check.Reason.Should().Be("A2.SA was not found in 3 tests; the nearest was 40/100 exact answers at P15L0H0 + P15L0H1.");
    }

    [Fact]
    public void HasTask_ExactButFoundWanting_IsInvalidForThatReason()
    {
        var best = MapSamples.Test("A2.SA", 95, "P15L0H1") with
        {
            EveryCase = true,
            Cases = [new("depth 1", new(50, 50)), new("depth 2", new(42, 50))],
            Null = new(6, 100),
            Bypass = new(7, 100),
        };

        MakesA2.Check(MapSamples.Map([("P15L0H1", [])], MapSamples.Search("A2.SA", testable: true, best))).Reason.Should().EndWith(
            "the nearest was 95/100 exact answers at P15L0H1; 42/50 of depth 2; donors with the same value changed 6/100; past the MLP donors changed 7/100.");
    }

    [Fact]
    public void HasTask_NoNodeMetThePrerequisites_IsInvalidWithoutEvidence() =>
        MakesA2.Check(MapSamples.Map([], MapSamples.Search("A2.SA", testable: true)))
            .Should().Match<ClauseCheck>(check => check.Verdict == ClauseVerdict.Invalid && check.Evidence.IsEmpty);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HasTask_NotLookedForOrNotTestable_IsUntestable(bool searched)
    {
        var map = searched ? MapSamples.Map([], MapSamples.Search("A2.SA", testable: false)) : MapSamples.Map([]);

        MakesA2.Check(map).Verdict.Should().Be(ClauseVerdict.Untestable);
    }

    [Theory]
    [InlineData("P9L0H1", "P10L0H1", ClauseVerdict.Valid)]
    [InlineData("P10L0H1", "P10L0H2", ClauseVerdict.Invalid)]
    [InlineData("P11L0H1", "P10L0H1", ClauseVerdict.Invalid)]
    public void InOrder_FirstNodes_AreCompared(string third, string second, ClauseVerdict verdict)
    {
        (string Node, string[] Tags)[] nodes = [(third, ["A3.MT"]), (second, ["A2.MT"]), ("P12L0H0", ["A3.MT", "A2.MT"])];
        var map = MapSamples.Map(nodes.OrderBy(node => Node.Parse(node.Node)));

        new InOrder(new(SubTask.MT, 3), new(SubTask.MT, 2)).Check(map).Verdict.Should().Be(verdict);
    }

    [Fact]
    public void InOrder_OneMissing_IsUntestable() =>
        new InOrder(new(SubTask.MT, 3), new(SubTask.MT, 2)).Check(MapSamples.Map([("P9L0H1", ["A3.MT"])])).Verdict.Should().Be(ClauseVerdict.Untestable);

    [Fact]
    public void SharedNodes_OneNodeWithAll_IsValidByIt()
    {
        var clause = new SharedNodes([SA2, new(SubTask.MD, 2)]);

        clause.Check(MapSamples.Map([("P15L0H1", ["A2.SA", "A2.MD"]), ("P15L0H2", ["A2.SA"])])).Should().Match<ClauseCheck>(check =>
            check.Verdict == ClauseVerdict.Valid && check.Evidence.Single().Name == "P15L0H1");
        clause.Check(MapSamples.Map([("P15L0H1", ["A2.MD"]), ("P15L0H2", ["A2.SA"])])).Verdict.Should().Be(ClauseVerdict.Invalid);
        clause.Check(MapSamples.Map([("P15L0H2", ["A2.SA"])])).Verdict.Should().Be(ClauseVerdict.Untestable);
    }

    [Fact]
    public void HasTask_TagOfAttention_IsInvalidWhereHeadsWereLookedAt()
    {
        var clause = new HasTask(new(SubTask.OPR, null), PositionWindow.Prediction(Layout, 2));

        clause.Check(MapSamples.Map([("P15L0H1", [])])).Verdict.Should().Be(ClauseVerdict.Invalid);
        clause.Check(MapSamples.Map([])).Verdict.Should().Be(ClauseVerdict.Untestable);
    }

    [Fact]
    public void Addition_Clauses_NameEveryDigit()
    {
        var statements = PublishedAlgorithms.Addition(Layout).Clauses.Select(clause => (clause.Statement, clause.Optional)).ToArray();

        statements.Should().HaveCount(5 + 3 + 5 + 5);
        statements.Should().Contain(("A4.SA at P13", false)).And.Contain(("A2.ST at P5 to P12", false))
            .And.Contain(("A4.SV at P12", false)).And.Contain(("A0.SV at P16", false)).And.Contain(("A4.SC at P12", true));
        statements.Should().NotContain(("A1.ST at P5 to P12", false));
    }

    [Fact]
    public void OneLayerAddition_Clauses_StandByTheirPredictions()
    {
        var statements = PublishedAlgorithms.OneLayerAddition(Layout).Clauses.Select(clause => clause.Statement).ToArray();

        statements.Should().HaveCount(5 + 4 + 3).And.Contain("A3.SC at P0 to P13").And.Contain("A1.SS at P0 to P15");
    }

    [Fact]
    public void Subtraction_Clauses_OrderTriStatesFromTheTop()
    {
        var clauses = PublishedAlgorithms.Subtraction(Layout).Clauses;

        clauses.Should().HaveCount(5 + 5 + 4 + 4 + 4).And.Contain(new InOrder(new(SubTask.MT, 4), new(SubTask.MT, 3)));
        clauses.Select(clause => clause.Statement).Should().Contain("A3.MV at P13").And.NotContain(statement => statement.StartsWith("A4.MV", StringComparison.Ordinal));
    }

    [Fact]
    public void Mixed_EveryTag_IsOneThatATestLooksForOrThatSaysWhereHeadsLook()
    {
        foreach (var clause in PublishedAlgorithms.Mixed(Layout).Clauses.OfType<HasTask>().Where(clause => clause.Tag.Digit is not null))
        {
            var task = TaskDefinition.Of(clause.Tag.Task);
            task.Digits(Layout).Should().Contain(clause.Tag.Digit!.Value, clause.Statement);
            task.Window(Layout, clause.Tag.Digit.Value).Should().Match<PositionWindow>(
                window => window.First <= clause.Window.First && window.Last >= clause.Window.Last, clause.Statement);
        }
    }

    [Fact]
    public void Check_WholeAlgorithm_GivesOneVerdictAClauseInOrder()
    {
        var algorithm = PublishedAlgorithms.Addition(Layout);

        algorithm.Check(MapSamples.Map([("P15L0H1", ["A2.SA"])])).Select(check => check.Clause).Should().Equal(algorithm.Clauses);
    }
}
