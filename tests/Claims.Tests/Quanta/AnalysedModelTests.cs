using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Algorithm;
using Repro.Claims.Quanta.Tasks;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

/// <summary>The tools on a committed model and on an untrained one.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class AnalysedModelTests(AnalysedModel model) : IClassFixture<AnalysedModel>
{
    private static readonly QuestionLayout Layout = new(5);

    [Theory]
    [InlineData(SubTask.SA, 0)]
    [InlineData(SubTask.SC, 1)]
    public void Searches_OfAddD5_FindAmongUsefulNodesWhatBruteForceFinds(SubTask task, int offset)
    {
        var useful = model.Map.Nodes.Select(node => node.Node).ToHashSet();
        for (var k = 0; k < Layout.Digits; k++)
        {
            var found = model.Map.Searches.Single(search => search.Tag == new AlgorithmTag(task, k)).Found;

            found.SelectMany(test => test.Nodes).Should().BeEquivalentTo(BruteForce(k, offset).Where(useful.Contains), $"A{k}.{task}");
        }
    }

    [Fact]
    public void Algorithm_OfAddD5_HasEveryBaseValueAndResolvedCarry()
    {
        var checks = PublishedAlgorithms.Addition(Layout).Check(model.Map);

        checks.Where(check => check.Clause is HasTask { Tag.Task: SubTask.SA or SubTask.SV }).Should().HaveCount(10)
            .And.OnlyContain(check => check.Verdict == ClauseVerdict.Valid);
        checks.Should().NotContain(check => check.Verdict == ClauseVerdict.Untestable);
    }

    [Fact]
    public void Tags_OfAddD5_AreOfAdditionOnlyAndMlpsHaveNoneButTheLastOnes()
    {
        model.Map.Nodes.SelectMany(node => node.Algorithm).Should().NotBeEmpty().And.OnlyContain(tag => tag.Digit != null && TaskDefinition.Of(tag.Task).Kinds.Single() == QuestionKind.Add);
        model.Map.Nodes.Where(node => node.Node.Head is null && !node.Algorithm.IsEmpty).Should().NotBeEmpty().And.OnlyContain(node =>
            node.Node.Layer == 1 && node.Algorithm.All(tag => tag.Task == SubTask.SV || tag.Task == SubTask.STC));
    }

    [Fact]
    public void Probes_OfAddD5_AreOfUsefulHeadsAndTellThreeCasesFarAboveChance()
    {
        var useful = model.Map.Nodes.Select(node => node.Node).ToHashSet();

        model.Map.Probes.Should().NotBeEmpty().And.OnlyContain(probe => useful.Contains(probe.Node) && probe.Task == SubTask.ST);
        model.Map.Probes.Should().OnlyContain(probe => probe.PValue < 0.01 && probe.HeldOut.Bounds.Lower > 1.0 / 3);
        model.Map.Probes.Should().OnlyContain(probe => probe.ExplainedVariance.Sum() > 0 && probe.ExplainedVariance.Sum() <= 1.0001);
    }

    [Fact]
    public void Trial_TheSameAgain_GivesTheSameTest()
    {
        var node = new Node(Layout.PredictedAt(1), 0, 0);

        Test().Should().BeEquivalentTo(Test());

        SubTaskTest Test()
        {
            using var trial = new TaskTrial(model.Engine, SubTask.SA, 1, PairSource.Sampled, seed: 8);
            return trial.Of(node);
        }
    }

    [Fact]
    public void Published_OfAddD5_FindsTheSameBaseValues()
    {
        foreach (var search in model.Map.Searches.Where(search => search.Tag.Task == SubTask.SA))
        {
            using var trial = new TaskTrial(model.Engine, SubTask.SA, search.Tag.Digit!.Value, PairSource.Published, seed: 0);
            search.Found.Should().NotBeEmpty().And.OnlyContain(test => trial.Of(test.Nodes).Passes);
        }
    }

    [Fact]
    public void Trial_DigitWithoutTheSubTask_IsRefusedWithTheDigitsThatHaveIt() =>
        FluentActions.Invoking(() => new TaskTrial(model.Engine, SubTask.SS, 0, PairSource.Sampled, seed: 0)).Should().Throw<ArgumentException>()
            .WithMessage("SS of digit 0 does not exist for 5 digits; its digits are 1, 2, 3, 4.");

    [Fact]
    public void Trials_OfAMixedModel_CanBeMadeOfEverySubTask()
    {
        using var engine = ZooModel.Load(ZooModel.Mixed());
        var layout = QuestionLayout.Of(engine.Config);

        foreach (var task in TaskDefinition.All)
        {
            var digit = task.Digits(layout).First();
            var position = layout.PredictedAt(Math.Min(task.Target(layout, digit), layout.Digits));
            using var trial = new TaskTrial(engine, task.Task, digit, PairSource.Sampled, seed: 1);

            trial.IsTestable.Should().BeTrue($"{trial.Tag}");
            var test = trial.Of(new Node(position, engine.Config.Layers - 1, task.IsCascade ? null : 0));
            test.Exact.Trials.Should().Be(trial.Pairs);

            // Of each half those pairs are left that the model answers right, which need not be equally many.
            test.Null!.Value.Trials.Should().BeGreaterThanOrEqualTo((int)(TaskThresholds.LeastLeft * TaskThresholds.PairsOfDepth));
        }
    }

    // It answers some of these sums of one depth wrong: 50 pairs are drawn in each half, and half of them are enough.
    [Fact]
    public void IsTestable_SomePairsOfTheOnlyDepthAnsweredWrong_HoldsWhileHalfAreLeft()
    {
        using var engine = ZooModel.Load("mix_d10_l3_h4_t75K_s173289");
        using var trial = new TaskTrial(engine, SubTask.STC, 1, PairSource.Sampled, AccuracyPlan.QuestionSeed);
        using var larger = ZooModel.Load("mix_d13_l3_h4_t85K_s572091");
        using var other = new TaskTrial(larger, SubTask.ST, 0, PairSource.Sampled, AccuracyPlan.QuestionSeed);

        trial.IsTestable.Should().BeTrue();
        other.IsTestable.Should().BeFalse("fewer than half are left");
        other.Pairs.Should().BeLessThan(TaskThresholds.Pairs);
    }

    [Fact]
    public void Analysis_OfAnUntrainedModel_HasNoNodesAndNoTags()
    {
        using var engine = ZooModel.Untrained(digits: 5);

        var map = new CircuitAnalysis { Questions = 60 }.Of(engine, "untrained", [QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg]);

        (map.Questions, map.Nodes.Length, map.Searches.Length).Should().Be((0, 0, 0));
    }

    [Fact]
    public void Search_AmongAllHeadsOfAnUntrainedModel_TestsAndTagsNone()
    {
        using var engine = ZooModel.Untrained(digits: 3);
        var kinds = Enum.GetValues<QuestionKind>();
        var questions = AnalysisQuestions.Draw(new QuestionLayout(3), [.. kinds], 60, seed: 1);
        var everything = Node.All(engine.Config, Enumerable.Range(0, 12))
            .Select(node => NodeEffect.Of(node, questions, [.. Enumerable.Repeat(uint.MaxValue >> 27, questions.Count)]));

        var searches = new SubTaskScan(engine, [.. everything], AttentionScan.Of(engine, questions), PairSource.Sampled, seed: 1).All([.. kinds]);

        searches.Select(search => search.Tag.Task).Distinct().Should().Equal(Enum.GetValues<SubTask>());
        searches.Should().OnlyContain(search => search.Found.IsEmpty && !search.Testable);
    }

    // Which heads give the expected answer, alone or, where none does, with another of their layer, in questions made here: digits are
    // raised in the donor so that only A_{k + offset} can change. Asks neither where heads look nor what they impact.
    private HashSet<Node> BruteForce(int k, int offset)
    {
        const int Pairs = 40;
        var (clean, donors) = (new TokenBatch(Pairs, Layout.Length), new TokenBatch(Pairs, Layout.Length));
        var expected = new int[Pairs];
        QuestionSet.Uniform(Layout, Operation.Add, seed: 77).Fill(0, clean);
        for (var row = 0; row < Pairs; row++)
        {
            // SA: pairs that sum to 3 and 5. SC: to 3 and 13, with zeros above so that nothing cascades.
            var c = clean[row];
            (c[Layout.First(k)], c[Layout.Second(k)]) = (1 + (row % 2), 2 - (row % 2));
            c.CopyTo(donors[row]);
            (donors[row][Layout.First(k)], donors[row][Layout.Second(k)]) = offset == 0 ? (row % 4, 5 - (row % 4)) : (6 + (row % 3), 7 - (row % 3));
            Question.Complete(Layout, Operation.Add, c);
            Question.Complete(Layout, Operation.Add, donors[row]);
            var change = offset == 0 ? 2 : 1;
            expected[row] = (c[Layout.Answer(k + offset)] + change) % 10;
        }

        using var interchange = new Interchange(model.Engine, clean, donors, new ForwardRequest
        {
            Record = [new(HookKind.Z, 0), new(HookKind.Z, 1)],
            LogitPositions = [Layout.PredictedAt(k + offset)],
        });
        var heads = Node.All(model.Engine.Config, Enumerable.Range(Layout.Sign, Layout.Digits + 1)).Where(node => node.Head is not null).ToArray();
        var found = heads.Where(node => Works([node])).ToHashSet();
        if (found.Count == 0)
        {
            found.UnionWith(
                from first in heads
                from second in heads
                where first < second && (first.Position, first.Layer) == (second.Position, second.Layer) && Works([first, second])
                from node in new[] { first, second }
                select node);
        }

        return found;

        bool Works(Node[] nodes)
        {
            var answers = new int[Pairs];
            Answers.Read(interchange.Patch(nodes).Values, answers);
            return answers.Zip(expected).Count(pair => pair.First == pair.Second) >= 0.9 * Pairs;
        }
    }
}
