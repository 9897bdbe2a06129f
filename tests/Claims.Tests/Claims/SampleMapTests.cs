using System.Collections.Immutable;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings;
using Repro.Claims.Findings.MixedCircuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;
using Repro.Claims.Tests.Quanta;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
public sealed class SampleMapTests
{
    // 96 nodes, 70 heads; S 61, M 70, N 53; 59 of two kinds or more, 29 of three (the paper's tables).
    [Fact]
    public void Nodes_OfThePublishedMap_AreAsManyAsItsTablesSay()
    {
        var kinds = SampleMap.Nodes.Values.Select(node => node.Kinds).ToArray();

        (SampleMap.Nodes.Count, SampleMap.Nodes.Keys.Count(node => node.Head is not null)).Should().Be((96, 70));
        (Of('S'), Of('M'), Of('N')).Should().Be((61, 70, 53));
        (kinds.Count(letters => letters.Length > 1), kinds.Count(letters => letters.Length == 3)).Should().Be((59, 29));
        SampleMap.Nodes[Node.Parse("P18L0H1")].Should().Be(("SMN", 0.44));
        SampleMap.Nodes[Node.Parse("P20L0H0")].Should().Be(("N", 0.005), "less than 1 % is published");
        SampleMap.Nodes.Values.Should().OnlyContain(node => node.Fails > 0 && node.Fails <= 0.67);

        int Of(char letter) => kinds.Count(letters => letters.Contains(letter));
    }

    [Fact]
    public void Agreement_OfThePublishedMapWithItself_IsWholeAndWithMovedPositionsIsNot()
    {
        var map = MapSamples.Map([]) with { Layout = new QuestionLayout(SampleMap.Digits), Layers = 3, Heads = 4 };
        NodeEffect[] nodes = [.. SampleMap.Nodes.Select(pair => Effect(pair.Key, pair.Value.Kinds, (int)(1000 * pair.Value.Fails)))];

        SampleMapAgain.Agreement(map, nodes).Should().BeApproximately(1, 1e-9);

        // Heads of a layer have no order.
        SampleMapAgain.Agreement(map, nodes.Select(effect => effect with { Node = new Node(effect.Node.Position, effect.Node.Layer, 3 - effect.Node.Head) }))
            .Should().BeApproximately(1, 1e-9);
        SampleMapAgain.Agreement(map, nodes.Select(effect => effect with { Node = new Node(effect.Node.Position, effect.Node.Layer, effect.Node.Head is null ? 0 : null) }))
            .Should().BeLessThan(0.95, "heads and MLP are told apart");
        SampleMapAgain.Agreement(map, nodes, [.. SampleMapAgain.Positions(map).Reverse()]).Should().BeLessThan(0.5);
        SampleMapAgain.Agreement(map, nodes.Select(effect => effect with { Node = new Node(effect.Node.Position, 2 - effect.Node.Layer, effect.Node.Head) }))
            .Should().BeLessThan(0.5);
    }

    [Fact]
    public void Judge_ModelOfAnotherSize_IsNoMeasurement()
    {
        using var planted = PlantedCircuit.Model();

        ((CircuitClaim)ClaimCatalogue.Find("MIX-26")).Judge(planted).Should().BeNull();
    }

    private static NodeEffect Effect(Node node, string kinds, int fails) => new(
        node,
        1000,
        fails,
        BinomialInterval.ClopperPearson(fails, 1000),
        [],
        kinds.ToImmutableSortedDictionary(letter => letter switch { 'S' => ComplexityClass.S1, 'M' => ComplexityClass.M1, _ => ComplexityClass.N1 }, _ => 1));
}
