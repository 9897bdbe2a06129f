using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Algorithm;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Tests.Snapshots;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

/// <summary>The committed node maps are what their models give, and their tags are snapshots that a person can read.</summary>
[Trait(Tier.Name, Tier.Claim)]
public sealed class NodeMapSnapshots
{
    // The analysis of larger models takes minutes; their files are held to their models by hash.
    private const int MostDigits = 6;

    private static readonly string Root = RepositoryRoot.Find(AppContext.BaseDirectory)!;

    public static TheoryData<string> SmallModels() => [.. Committed().Where(name => name.Digits <= MostDigits).Select(name => $"{name}")];

    [Theory]
    [MemberData(nameof(SmallModels))]
    public void Analysis_CommittedModel_GivesItsMapAndTags(string model)
    {
        var name = ModelName.Parse(model);
        var parameters = NamedModel.Load(new ModelFolder(Root).Zoo(name, Preset.Compact)).Parameters;
        using var engine = new EngineFactory("cpu", threads: 2).Create(parameters.Layout.Config);
        engine.SetParameters(parameters);

        var map = new CircuitAnalysis().Of(engine, model, QuestionKinds.Of(name.Operations));

        // Probes go through a linear algebra library, whose last bits may differ between machines.
        var committed = NodeMapFile.Load(NodeMapFile.PathIn(Root, Preset.Compact, name));
        NodeMapFile.Text(map with { Probes = [] }).Should().Be(NodeMapFile.Text(committed with { Probes = [] }));
        Snapshot.Verify(Text(map, name), of: ("model", model));
    }

    [Fact]
    public void Files_EveryCommittedMap_IsOfItsModel()
    {
        foreach (var name in Committed())
        {
            var map = NodeMapFile.Load(NodeMapFile.PathIn(Root, Preset.Compact, name));

            map.Model.Should().Be($"{name}");
            map.ParametersSha256.Should().Be(new ZooFolder(new ModelFolder(Root), Preset.Compact).Record(name)!.ParametersSha256, map.Model);
        }
    }

    private static IEnumerable<ModelName> Committed()
    {
        var folder = Path.Combine(Root, "artifacts", "circuits", "compact");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "map.json", SearchOption.AllDirectories)
                .Select(file => ModelName.Parse(Path.GetFileName(Path.GetDirectoryName(file))!))
                .OrderBy(name => name.Digits).ThenBy(name => $"{name}", StringComparer.Ordinal)
            : [];
    }

    private static string Text(NodeMap map, ModelName name)
    {
        var checks = PublishedAlgorithms.For(map.Layout, name.Operations, map.Layers).Check(map);
        return string.Join('\n', [
            $"{map.Model}: {map.Questions} of {map.Asked} questions, {map.Nodes.Length} useful nodes",
            .. map.Nodes.Select(node => $"{node.Node} {string.Join(' ', [.. PublishedTags.Behaviour(node), .. PublishedTags.Features(node)])}"),
            "",
            .. checks.Select(check => $"{check.Clause.Statement}: {check.Verdict}"),
        ]);
    }
}
