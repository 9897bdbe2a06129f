using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;

namespace Repro.Claims.Tests.Quanta;

/// <summary>Node maps made up by hand.</summary>
internal static class MapSamples
{
    /// <summary>A map of 5-digit questions with tags as told, one node a row, and searches.</summary>
    public static NodeMap Map(IEnumerable<(string Node, string[] Tags)> nodes, params TagSearch[] searches) => new()
    {
        Model = "add_d5_l2_h3",
        ParametersSha256 = "ab",
        Layout = new QuestionLayout(5),
        Layers = 2,
        Heads = 3,
        QuestionSeed = 673023,
        Asked = 600,
        Questions = 590,
        Ablation = AblationKind.Mean,
        Rule = UsefulRule.EffectSize,
        PositionFails = [.. Enumerable.Repeat(0, 19)],
        Nodes = [.. nodes.Select(node => Mapped(node.Node, fails: 59, node.Tags))],
        Searches = [.. searches],
    };

    public static MappedNode Mapped(string name, int fails, params string[] tags)
    {
        var node = Node.Parse(name);
        return new MappedNode(
            new NodeEffect(
                node, 590, fails, BinomialInterval.ClopperPearson(fails, 590), [0, 0, 40, 19, 0, 0, 1],
                ImmutableSortedDictionary<ComplexityClass, int>.Empty.Add(ComplexityClass.S1, 30).Add(ComplexityClass.S3, 27).Add(ComplexityClass.M2, 2)),
            node.Head is null ? [] : [new AttentionShare(2, 0.5234), new AttentionShare(8, 0.4)],
            [.. tags.Select(AlgorithmTag.Parse)]);
    }

    public static TagSearch Search(string tag, bool testable, SubTaskTest? best = null, params ImmutableArray<SubTaskTest> found) =>
        new(AlgorithmTag.Parse(tag), testable, best is null ? found.Length : 3, found, [], best);

    public static SubTaskTest Test(string tag, int exact, params string[] nodes) => new()
    {
        Tag = AlgorithmTag.Parse(tag),
        Nodes = [.. nodes.Select(Node.Parse)],
        Source = PairSource.Sampled,
        Exact = new(exact, 100),
        Moved = new(exact, 100),
        PartWay = new(3, 100),
        Elsewhere = new(0, 100),
        Cases = [new CaseShare("No to Yes", new(exact / 2, 50))],
        Null = new Proportion(1, 100),
    };

    public static TriStateProbe Probe { get; } = new(new Node(9, 0, 2), SubTask.ST, 1, new(250, 300), 0.001, [0.9617, 0.0191, 0.0081]);
}
