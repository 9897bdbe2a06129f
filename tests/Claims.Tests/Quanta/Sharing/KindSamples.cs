using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;

namespace Repro.Claims.Tests.Quanta.Sharing;

/// <summary>Maps of nodes that break what a test says.</summary>
internal static class KindSamples
{
    public const int Questions = 600;

    /// <summary>A node with its fails by class, all of them in one answer token, 6 being the sign of 5-digit answers.</summary>
    public static MappedNode Node(string name, string tags, int token, params (ComplexityClass Class, int Fails)[] fails)
    {
        var impact = new int[7];
        impact[token] = fails.Sum(single => single.Fails);
        return new MappedNode(
            new NodeEffect(
                Repro.Claims.Circuits.Node.Parse(name),
                Questions,
                impact[token],
                BinomialInterval.ClopperPearson(impact[token], Questions),
                [.. impact],
                fails.ToImmutableSortedDictionary(single => single.Class, single => single.Fails)),
            Attention: [],
            [.. tags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(AlgorithmTag.Parse)]);
    }

    public static MappedNode Node(string name, params (ComplexityClass Class, int Fails)[] fails) => Node(name, tags: "", token: 2, fails);

    public static NodeMap Map(params MappedNode[] nodes) => MapSamples.Map([]) with { Layers = 3, Heads = 4, Nodes = [.. nodes] };

    /// <summary>Nodes that break the kinds told by letters, one a node: "S", "SM", "SMN" and so on.</summary>
    public static NodeMap Letters(params string[] kinds) => Map([.. kinds.Select((letters, index) => Node(
        $"P{index % 18}L{index / 18 % 3}H{index / 54 % 4}",
        [.. letters.Select(letter => (letter switch { 'S' => ComplexityClass.S1, 'M' => ComplexityClass.M1, _ => ComplexityClass.N1 }, 9))]))]);
}
