using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Algorithm;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Tests.Claims;
using Repro.Claims.Tests.Snapshots;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

/// <summary>The committed node maps are what their models give, and their tags are snapshots that a person can read.</summary>
public sealed class NodeMapSnapshots
{
    // The analysis of larger models takes minutes; claims draw a sample from their maps and make it anew.
    private const int MostDigits = 6;
    private static readonly ModelName Sample = ModelName.Parse("ins1_mix_d6_l3_h4_t40K_s372001");

    private static readonly string Root = RepositoryRoot.Find(AppContext.BaseDirectory)!;

    public static TheoryData<string> SmallModels() => [.. Committed(Preset.Compact).Where(name => name.Digits <= MostDigits).Select(name => $"{name}")];

    public static TheoryData<string> FullSizeModels() => [.. Committed(Preset.Paper).Select(name => $"{name}")];

    public static TheoryData<string> AnalysedAgain() => [.. Committed(Preset.Compact).Where(IsAnalysedAgain).Select(name => $"{name}")];

    [Theory]
    [Trait(Tier.Name, Tier.Claim)]
    [MemberData(nameof(AnalysedAgain))]
    public void Analysis_CommittedModel_GivesItsMap(string model) => AnalysisGivesItsMap(Preset.Compact, ModelName.Parse(model));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Analysis_EveryOtherCommittedModel_GivesItsMap()
    {
        var others = Committed(Preset.Compact).Where(name => !IsAnalysedAgain(name)).ToArray();
        var fullSize = Committed(Preset.Paper).ToArray();
        FullTier.SkipUnlessAsked($"Analyses {others.Length + fullSize.Length} larger models, which takes half an hour and more");

        Array.ForEach(others, name => AnalysisGivesItsMap(Preset.Compact, name));
        Array.ForEach(fullSize, name => AnalysisGivesItsMap(Preset.Paper, name));
    }

    [Theory]
    [Trait(Tier.Name, Tier.Claim)]
    [MemberData(nameof(SmallModels))]
    public void Tags_CommittedMap_AreTheSnapshot(string model) => Snapshot.Verify(Text(Preset.Compact, ModelName.Parse(model)), of: ("model", model));

    [Theory]
    [Trait(Tier.Name, Tier.Claim)]
    [MemberData(nameof(FullSizeModels))]
    public void Tags_CommittedMapOfFullSize_AreTheSnapshot(string model) => Snapshot.Verify(Text(Preset.Paper, ModelName.Parse(model)), of: ("model", model));

    [Theory]
    [Trait(Tier.Name, Tier.Claim)]
    [InlineData(Preset.Compact)]
    [InlineData(Preset.Paper)]
    public void Files_EveryCommittedMap_IsOfItsModel(Preset preset)
    {
        Committed(preset).Should().NotBeEmpty();
        foreach (var name in Committed(preset))
        {
            var path = NodeMapFile.PathIn(Root, preset, name);
            File.Exists(path).Should().BeTrue($"a claim is about {name}; 'repro map {name}' makes {path}");
            foreach (var file in new[] { path, NodeMapFile.ByAuthorsRule(path) }.Where(File.Exists))
            {
                var map = NodeMapFile.Load(file);

                map.Model.Should().Be($"{name}");
                map.ParametersSha256.Should().Be(new ZooFolder(new ModelFolder(Root), preset).Record(name)!.ParametersSha256, file);
                map.Rule.Should().Be(string.Equals(file, path, StringComparison.Ordinal) ? UsefulRule.EffectSize : UsefulRule.Published, file);
            }
        }
    }

    private static bool IsAnalysedAgain(ModelName name) => name.Digits <= MostDigits && (name.Transfer is null || name == Sample);

    private static void AnalysisGivesItsMap(Preset preset, ModelName name)
    {
        var parameters = NamedModel.Load(new ModelFolder(Root).Zoo(name, preset)).Parameters;
        using var engine = new EngineFactory("cpu", threads: 2).Create(parameters.Layout.Config);
        engine.SetParameters(parameters);

        var map = new CircuitAnalysis().Of(engine, $"{name}", QuestionKinds.Of(name.Operations));

        // Probes go through a linear algebra library, whose last bits may differ between machines.
        var committed = NodeMapFile.Load(NodeMapFile.PathIn(Root, preset, name));
        NodeMapFile.Text(map with { Probes = [] }).Should().Be(NodeMapFile.Text(committed with { Probes = [] }));
    }

    // The models that claims on circuits name, and all published ones for addition. Whoever trains or maps others has maps of his own there too; of the
    // published size the worked examples are ours.
    private static IEnumerable<ModelName> Committed(Preset preset) =>
        ClaimCatalogue.All.OfType<CircuitClaim>().SelectMany(measurement => measurement.Claim.Models)
            .Concat(WorkedExamples.Names.Select(name => $"{name}"))
            .Select(ModelName.Parse)
            .Concat(Catalogue.Published.Select(entry => entry.Name).Where(name => name.Operations == OperationMix.Add && name.Layers > 1))
            .Distinct()
            .Where(name => preset == Preset.Compact || (WorkedExamples.Names.Contains(name) && File.Exists(NodeMapFile.PathIn(Root, preset, name))))
            .OrderBy(name => name.Digits).ThenBy(name => $"{name}", StringComparer.Ordinal);

    private static string Text(Preset preset, ModelName name)
    {
        var map = NodeMapFile.Load(NodeMapFile.PathIn(Root, preset, name));
        var checks = PublishedAlgorithms.For(map.Layout, name.Operations, map.Layers).Check(map);
        return string.Join('\n', [
            $"{map.Model}: {map.Questions} of {map.Asked} questions, {map.Nodes.Length} useful nodes",
            .. map.Nodes.Select(node => $"{node.Node} {string.Join(' ', [.. PublishedTags.Behaviour(node), .. PublishedTags.Features(node)])}"),
            "",
            .. checks.Select(check => $"{check.Clause.Statement}: {check.Verdict}"),
        ]);
    }
}
