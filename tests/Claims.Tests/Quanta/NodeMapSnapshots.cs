using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Algorithm;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Tests.Claims;
using Repro.Claims.Tests.Snapshots;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

/// <summary>The committed node maps are what their models give, and their tags are snapshots that a person can read.</summary>
public sealed class NodeMapSnapshots
{
    // Of these the tags are snapshots.
    private const int MostDigits = 6;

    // Probes go through a linear algebra library, whose last bits may differ between machines: a question on the border of two cases changes sides.
    private const int RightApart = 2;
    private const double VarianceApart = 1e-3;

    // As 'repro map --compat' has it.
    private static readonly CircuitAnalysis AuthorsRule =
        new() { Ablation = AblationKind.FirstLayerMean, Rule = UsefulRule.Published, Pairs = PairSource.Published };

    private static readonly string Root = RepositoryRoot.Find(AppContext.BaseDirectory)!;

    public static TheoryData<string> SmallModels() => [.. Committed(Preset.Compact).Where(name => name.Digits <= MostDigits).Select(name => $"{name}")];

    public static TheoryData<string> FullSizeModels() => [.. Committed(Preset.Paper).Select(name => $"{name}")];

    public static TheoryData<string> AnalysedAgain() => [.. OneOfEachSort().Select(name => $"{name}")];

    [Theory]
    [Trait(Tier.Name, Tier.Claim)]
    [MemberData(nameof(AnalysedAgain))]
    public void Analysis_CommittedModel_GivesItsMap(string model) => AnalysisGivesItsMap(Preset.Compact, ModelName.Parse(model));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Analysis_EveryOtherCommittedModel_GivesItsMap()
    {
        var others = Committed(Preset.Compact).Except(OneOfEachSort()).ToArray();
        var fullSize = Committed(Preset.Paper).ToArray();
        var byAuthorsRule = MapsByAuthorsRule().ToArray();
        FullTier.SkipUnlessAsked(
            $"Analyses {others.Length + fullSize.Length} more models, and {byAuthorsRule.Length} by the authors' rule, which takes half an hour and more");

        Array.ForEach(others, name => AnalysisGivesItsMap(Preset.Compact, name));
        Array.ForEach(fullSize, name => AnalysisGivesItsMap(Preset.Paper, name));
        Array.ForEach(byAuthorsRule, map => GivesMap(AuthorsRule, map.Preset, map.Name, map.File));
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

    // The smallest of each sort but mixed ones, whose maps take as long as all others; the planted calculator stands for them. Of every map claims make a sample anew.
    private static IEnumerable<ModelName> OneOfEachSort() =>
        Committed(Preset.Compact).Where(name => name.Operations != OperationMix.Mix).DistinctBy(name => (name.Operations, name.Layers));

    private static IEnumerable<(Preset Preset, ModelName Name, string File)> MapsByAuthorsRule() =>
        from preset in Enum.GetValues<Preset>()
        from name in Committed(preset)
        let file = NodeMapFile.ByAuthorsRule(NodeMapFile.PathIn(Root, preset, name))
        where File.Exists(file)
        select (preset, name, file);

    private static void AnalysisGivesItsMap(Preset preset, ModelName name) =>
        GivesMap(new CircuitAnalysis(), preset, name, NodeMapFile.PathIn(Root, preset, name));

    private static void GivesMap(CircuitAnalysis analysis, Preset preset, ModelName name, string file)
    {
        var parameters = NamedModel.Load(new ModelFolder(Root).Zoo(name, preset)).Parameters;
        using var engine = new EngineFactory("cpu", threads: 2).Create(parameters.Layout.Config);
        engine.SetParameters(parameters);

        var map = analysis.Of(engine, $"{name}", QuestionKinds.Of(name.Operations));

        var committed = NodeMapFile.Load(file);
        NodeMapFile.Text(map with { Probes = [] }).Should().Be(NodeMapFile.Text(committed with { Probes = [] }));
        ProbesAreClose(map, committed);
    }

    private static void ProbesAreClose(NodeMap map, NodeMap committed)
    {
        map.Probes.Select(Read).Should().Equal(committed.Probes.Select(Read));
        foreach (var (probe, stored) in map.Probes.Zip(committed.Probes))
        {
            var what = $"the map of {map.Model} says it of {stored.Task} of digit {stored.Digit} at {stored.Node}";
            probe.HeldOut.Hits.Should().BeCloseTo(stored.HeldOut.Hits, RightApart, what);
            probe.PValue.Should().BeApproximately(stored.PValue, PValuesApart(Math.Min(probe.PValue, stored.PValue)), what);
            probe.ExplainedVariance.Should().Equal(stored.ExplainedVariance, (share, other) => Math.Abs(share - other) <= VarianceApart, what);
        }

        static (Node Node, SubTask Task, int Digit, int Questions) Read(TriStateProbe probe) => (probe.Node, probe.Task, probe.Digit, probe.HeldOut.Trials);
    }

    // Two right answers of 300 are a quarter of the deviation that permuted labels give: a p-value moves by a tenth at most, a small one by about itself.
    private static double PValuesApart(double smaller) => Math.Min(0.1, 0.002 + smaller);

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
            .. map.Nodes.Select(node => $"{node.Node} {string.Join(' ', [.. PublishedTags.Behaviour(map, node), .. PublishedTags.Features(node)])}"),
            "",
            .. checks.Select(check => $"{check.Clause.Statement}: {check.Verdict}"),
        ]);
    }
}
