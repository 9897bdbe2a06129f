using System.Globalization;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings.MixedCircuits;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Tests.Snapshots;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

/// <summary>The paper's sample model beside the same one trained again at the published size, node by node, by the authors' rule: what MIX-26 sums up, for a reader.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class SampleMapSideBySide
{
    private static readonly ModelName Name = ModelName.Parse("ins1_mix_d6_l3_h4_t40K_s372001");

    [Fact]
    public void Nodes_PublishedAndOurs_AreTheSnapshot()
    {
        var map = NodeMapFile.Load(NodeMapFile.ByAuthorsRule(NodeMapFile.PathIn(RepositoryRoot.Find(AppContext.BaseDirectory)!, Preset.Paper, Name)));
        var ours = map.Nodes.ToDictionary(node => node.Node);
        Node[] nodes = [.. SampleMap.Nodes.Keys.Union(ours.Keys)];

        Snapshot.Verify(string.Join('\n', [
            "Kinds of question that a node's ablation breaks, published/ours: S additions, M and N subtractions with positive and negative answers",
            .. Grid(nodes, node => SampleMap.Nodes.TryGetValue(node, out var published) ? published.Kinds : null, node => ours.TryGetValue(node, out var own) ? Kinds(own) : null),
            "",
            "Questions that fail, in per cent, published/ours; 0 is less than one",
            .. Grid(
                nodes,
                node => SampleMap.Nodes.TryGetValue(node, out var published) ? Percent(published.Fails) : null,
                node => ours.TryGetValue(node, out var own) ? Percent((double)own.Effect.Fails / map.Questions) : null),
        ]));
    }

    private static IEnumerable<string> Grid(Node[] nodes, Func<Node, string?> published, Func<Node, string?> ours)
    {
        int[] positions = [.. nodes.Select(node => node.Position).Distinct().Order()];
        yield return "row   " + string.Join(' ', positions.Select(position => Cell(string.Create(CultureInfo.InvariantCulture, $"P{position}")))).TrimEnd();
        foreach (var row in nodes.Select(node => new Node(0, node.Layer, node.Head)).Distinct().OrderBy(node => node.Layer).ThenBy(node => node.Head ?? int.MaxValue))
        {
            var cells = positions.Select(position => new Node(position, row.Layer, row.Head))
                .Select(node => nodes.Contains(node) ? $"{published(node) ?? "."}/{ours(node) ?? "."}" : ".");
            yield return $"{row}"[2..].PadRight(5) + " " + string.Join(' ', cells.Select(Cell)).TrimEnd();
        }
    }

    private static string Kinds(MappedNode node) => string.Concat(
        node.Effect.Classes.Select(fails => Complexity.KindOf(fails.Key)).Distinct().Order().Select(kind => kind switch
        {
            QuestionKind.Add => 'S',
            QuestionKind.Sub => 'M',
            _ => 'N',
        }));

    // Rounded down, as published.
    private static string Percent(double share) => Math.Floor(Math.Round(100 * share, 9)).ToString(CultureInfo.InvariantCulture);

    private static string Cell(string text) => text.PadRight(7);
}
