using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;

namespace Repro.Claims.Tests.Figures;

/// <summary>Node maps made by hand.</summary>
internal static class MapSamples
{
    public const int Questions = 200;

    private static readonly string[] LargeRows = ["L0H0", "L0H1", "L0MLP", "L1H1", "L1MLP"];

    /// <summary>A map of a made-up mixed model of 2 layers and 2 heads.</summary>
    public static NodeMap Map(int digits, params MappedNode[] nodes) => new()
    {
        Model = $"mix_d{digits}_l2_h2",
        ParametersSha256 = new string('0', 64),
        Layout = new QuestionLayout(digits),
        Layers = 2,
        Heads = 2,
        QuestionSeed = 1,
        Asked = Questions,
        Questions = Questions,
        Ablation = AblationKind.Mean,
        Rule = UsefulRule.EffectSize,
        PositionFails = [.. Enumerable.Repeat(0, (3 * digits) + 4)],
        Nodes = [.. nodes.OrderBy(node => node.Node)],
    };

    /// <summary>A node of an n-digit map.</summary>
    public static MappedNode Node(
        int digits, string name, int fails, int[] impact, ComplexityClass[] classes, (int Key, double Share)[]? attention = null, params string[] algorithm)
    {
        var effect = new NodeEffect(
            Repro.Claims.Circuits.Node.Parse(name),
            Questions,
            fails,
            BinomialInterval.ClopperPearson(fails, Questions),
            [.. Enumerable.Range(0, digits + 2).Select(k => impact.Contains(k) ? fails : 0)],
            classes.ToImmutableSortedDictionary(complexity => complexity, _ => 1));
        return new MappedNode(
            effect,
            [.. (attention ?? []).Select(share => new AttentionShare(share.Key, share.Share))],
            [.. algorithm.Select(AlgorithmTag.Parse)]);
    }

    /// <summary>Every fact known of some nodes and unknown of others; cells to merge, and cells that must not be.</summary>
    public static NodeMap Small() => Map(
        3,
        Node(3, "P6L0H0", 1, [4, 3], [ComplexityClass.S2, ComplexityClass.M1], [(0, 0.45), (4, 0.41)], "A2.ST", "A2.GT"),
        Node(3, "P6L0H1", 30, [4, 3], [ComplexityClass.S2], [(4, 0.44), (0, 0.43)], "A2.ST", "A2.GT"),
        Node(3, "P6L0MLP", 31, [4, 3, 2], [ComplexityClass.N1, ComplexityClass.M1]),
        Node(3, "P9L0H1", 199, [2], [ComplexityClass.S0, ComplexityClass.M0, ComplexityClass.N1], [(1, 0.30), (5, 0.56)], "A2.SA", "A2.MD", "A2.ND"),
        Node(3, "P9L1MLP", 100, [2], [ComplexityClass.M3], null, "A2.STC"),
        Node(3, "P11L0H0", 5, [0], [ComplexityClass.N4], [(3, 0.6), (8, 0.12), (7, 0.1)], "OPR", "SGN", "SLT"),
        Node(3, "P11L1MLP", 4, [0], [ComplexityClass.N4]));

    /// <summary>The largest published size with everything at its longest.</summary>
    public static NodeMap Large() => Map(
        15,
        [
            .. from position in Enumerable.Range(0, 48)
               from row in LargeRows
               select Node(
                   15,
                   $"P{position}{row}",
                   200,
                   [16, 14, 12, 10, 8, 7, 6, 5, 3, 1],
                   [ComplexityClass.S0, ComplexityClass.M0, ComplexityClass.N1],
                   row.EndsWith("MLP", StringComparison.Ordinal) ? null : [(16, 0.2), (17, 0.19), (18, 0.18), (19, 0.17), (20, 0.16)],
                   "A14.SA", "A14.MD", "A14.ND", "A13.STC"),
        ]);
}
