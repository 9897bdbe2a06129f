using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Quanta.Planted;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Repro.Claims.Tests.Quanta;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Claims;

/// <summary>What claims on circuits make of a map whose truth is known, and of the same map changed; and that changed maps are found out.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CircuitClaimTests(ZooClaimTests.OneModel zoo) : IClassFixture<ZooClaimTests.OneModel>, IDisposable
{
    private static readonly EngineFactory Engines = new("cpu", 1);

    private readonly MappedModel _planted = PlantedCircuit.Model();

    public void Dispose() => _planted.Dispose();

    [Theory]
    [InlineData("ADD-09")]
    [InlineData("ADD-10")]
    [InlineData("ADD-11")]
    [InlineData("ADD-13")]
    [InlineData("ADD-16")]
    [InlineData("ADD-17")]
    [InlineData("ADD-18")]
    [InlineData("ADD-20")]
    [InlineData("ADD-22")]
    [InlineData("ADD-28")]
    [InlineData("MIX-25")]
    [InlineData("MIX-34")]
    public void Judge_PlantedAdderAndItsMapSpoilt_MeetsTheCriterionAndDoesNot(string id)
    {
        var claim = (CircuitClaim)ClaimCatalogue.Find(id);

        claim.Claim.Criterion.Holds(claim.Judge(_planted)!.Value).Should().BeTrue();
        using var spoilt = With(Spoil(id, _planted.Map));
        claim.Claim.Criterion.Holds(claim.Judge(spoilt)!.Value).Should().BeFalse();
    }

    [Theory]
    [InlineData("ADD-14")]
    [InlineData("ADD-12")]
    [InlineData("ADD-27")]
    [InlineData("ADD-29")]
    [InlineData("MIX-19")]
    [InlineData("MIX-22")]
    [InlineData("SUB-05")]
    [InlineData("SUB-06")]
    public void Judge_NothingOfTheKind_IsNoMeasurement(string id) => ((CircuitClaim)ClaimCatalogue.Find(id)).Judge(_planted).Should().BeNull();

    [Fact]
    public void Judge_NodesAtEarlyTokens_AreCountedUpToTheSecondOperandsLastTwoDigits()
    {
        var claim = (CircuitClaim)ClaimCatalogue.Find("ADD-39");
        using var late = With(_planted.Map with { Nodes = [.. _planted.Map.Nodes.Where(node => node.Node.Position >= _planted.Map.Layout.Second(1))] });

        claim.Judge(_planted)!.Value.Should().Be(6);
        claim.Judge(late)!.Value.Should().Be(0);
    }

    [Fact]
    public void Judge_OneHeadCarries_IsNotRedundantThoughNeeded()
    {
        var result = ((CircuitClaim)ClaimCatalogue.Find("ADD-19")).Judge(_planted)!;

        result.Value.Should().BeLessThan(0.05);
        result.Raw["wrong without all heads"].Should().BeGreaterThan(0.4 * result.Raw["cascades"]);
        result.Parts.Should().HaveCount(PlantedCircuit.Digits - 1);
    }

    [Fact]
    public void StoredMaps_TrueMapAndChangedOnes_AreToldApart()
    {
        var map = _planted.Map;
        Check(map).Passed.Should().BeTrue(Check(map).Observed);
        Check(map with { Questions = map.Questions - 1 }).Observed.Should().Contain("questions are answered right, in the map");
        Check(map with { Nodes = [.. map.Nodes.Select(node => node with { Effect = node.Effect with { Fails = node.Effect.Fails - 1 } })] })
            .Passed.Should().BeFalse();
        Check(map with { Nodes = [map.Nodes[0]] }).Observed.Should().Contain("in the map 0");
        Check(map with
        {
            Searches = [.. map.Searches.Select(search => search with { Found = [.. search.Found.Select(test => test with { Null = new Proportion(1, 100) })] })],
        }).Observed.Should().Contain("exact answers, in the map");

        ControlOutcome Check(NodeMap changed) => new StoredMaps().Run((CircuitClaim)ClaimCatalogue.Find("ADD-09"), [With(changed)], CancellationToken.None);
    }

    // Another device adds in another order, so what is asked for exactly so again is worked out on the CPU.
    [Fact]
    public void StoredMaps_ModelOnAnotherDevice_IsCheckedOnTheCpu()
    {
        var claim = (CircuitClaim)ClaimCatalogue.Find("ADD-12");
        var recorded = RecordedModel.Find(zoo.Zoo, ZooClaimTests.OneModel.Plan.Name, Engines)!;
        using var made = MappedModel.Of(recorded);
        var authors = new CircuitAnalysis { Ablation = AblationKind.FirstLayerMean, Rule = UsefulRule.Published, Pairs = PairSource.Published };
        var path = Path.Combine(zoo.Zoo.Folder, "another device", NodeMapFile.FileName);
        Directory.CreateDirectory(Path.GetDirectoryName(NodeMapFile.ByAuthorsRule(path))!);
        NodeMapFile.Save(NodeMapFile.ByAuthorsRule(path), authors.Of(made.Engine, made.Name, made.Kinds));
        using var elsewhere = new MappedModel(made.Name, made.Kinds, new ElsewhereEngine(made.Engine), made.Map with { }) { Studied = recorded.MappedAt(path) };

        var ours = new StoredMaps().Run(claim, [elsewhere], CancellationToken.None);
        var theirs = new StoredAuthorsNodes().Run(claim, [elsewhere], CancellationToken.None);

        AuthorsNodes.Stored(elsewhere).Should().NotBeNull();
        ours.Passed.Should().BeTrue(ours.Observed);
        theirs.Passed.Should().BeTrue(theirs.Observed);
    }

    [Fact]
    public void MappedModel_MapFile_IsReadIfItIsOfTheModelAndTheAnalysis()
    {
        var recorded = RecordedModel.Find(zoo.Zoo, ZooClaimTests.OneModel.Plan.Name, Engines)!;
        using var made = MappedModel.Of(recorded);
        made.Map.Nodes.Should().NotBeEmpty();
        var stored = made.Map with { Nodes = [made.Map.Nodes[0]] };

        NodesBy(stored, "stored").Should().Be(1);
        NodesBy(stored with { ParametersSha256 = "00" }, "other parameters").Should().Be(made.Map.Nodes.Length);
        NodesBy(stored with { Rule = UsefulRule.Published }, "other rule").Should().Be(made.Map.Nodes.Length);
        NodesBy(stored with { Overlap = null }, "no second set").Should().Be(made.Map.Nodes.Length);

        int NodesBy(NodeMap map, string folder)
        {
            var path = Path.Combine(zoo.Zoo.Folder, folder, "map.json");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            NodeMapFile.Save(path, map);
            using var model = MappedModel.Of(recorded.MappedAt(path));
            return model.Map.Nodes.Length;
        }
    }

    [Fact]
    public void AuthorsNodes_StoredMap_IsReadIfItIsOfTheModelAndCheckedAgainstIt()
    {
        var recorded = RecordedModel.Find(zoo.Zoo, ZooClaimTests.OneModel.Plan.Name, Engines)!;
        using var made = MappedModel.Of(recorded);
        var analysis = new CircuitAnalysis { Ablation = AblationKind.FirstLayerMean, Rule = UsefulRule.Published, Pairs = PairSource.Published };
        var map = analysis.Of(made.Engine, made.Name, made.Kinds);

        AuthorsNodes.Stored(made).Should().BeNull();
        AuthorsNodes.Of(made, CancellationToken.None).Should().BeEquivalentTo(map.Nodes.Select(node => node.Effect), options => options.WithStrictOrdering()).And.NotBeEmpty();
        Stored(map, "by their rule").Should().Be((map.Nodes.Length, true));
        Stored(map with { Nodes = [.. map.Nodes.Select(node => node with { Effect = node.Effect with { Fails = node.Effect.Fails + 1 } })] }, "changed")
            .Should().Be((map.Nodes.Length, false));
        Stored(map with { Nodes = [] }, "empty").Should().Be((0, false));
        Stored(map with { ParametersSha256 = "00" }, "of other parameters").Nodes.Should().BeNull();
        Stored(map with { Ablation = AblationKind.Mean }, "by another mean").Nodes.Should().BeNull();

        (int? Nodes, bool Passed) Stored(NodeMap stored, string folder)
        {
            var path = Path.Combine(zoo.Zoo.Folder, folder, NodeMapFile.FileName);
            Directory.CreateDirectory(Path.GetDirectoryName(NodeMapFile.ByAuthorsRule(path))!);
            NodeMapFile.Save(NodeMapFile.ByAuthorsRule(path), stored);
            using var model = MappedModel.Of(recorded.MappedAt(path));
            var check = new StoredAuthorsNodes().Run((CircuitClaim)ClaimCatalogue.Find("ADD-12"), [model], CancellationToken.None);
            return (AuthorsNodes.Stored(model)?.Nodes.Length, check.Passed);
        }
    }

    [Fact]
    public void OtherPlaces_TestsThatPassAtOtherNodesToo_AreFound()
    {
        var map = _planted.Map;
        var claim = (CircuitClaim)ClaimCatalogue.Find("ADD-13");
        var (search, place, other) = (
            from single in map.Searches
            where single.Found is [{ Nodes.Length: 1 }, ..]
            let there = single.Found[0].Nodes[0]
            from elsewhere in map.Nodes.Select(useful => useful.Node)
            where there.Head is not null && elsewhere.Head is not null && elsewhere.Layer == there.Layer && elsewhere.Position > there.Position
            select (single, there, elsewhere)).First();

        Check(map).Passed.Should().BeTrue(Check(map).Observed);
        Check(map with { Searches = [] }).Passed.Should().BeFalse("nothing was tried");

        // As if the sub-task had been found at another node: the only other one is where it truly is.
        var misplaced = map with
        {
            Nodes = [.. map.Nodes.Where(useful => useful.Node == place || useful.Node == other).Select(useful => useful with { Algorithm = [] })],
            Searches = [search with { Found = [search.Found[0] with { Nodes = [other] }] }],
        };
        Check(misplaced).Should().BeEquivalentTo(new { Passed = false, Observed = $"1 of 1 in 1 models; {search.Tag} at {place}" });

        ControlOutcome Check(NodeMap changed)
        {
            using var model = With(changed);
            return new OtherPlaces().Run(claim, [model], CancellationToken.None);
        }
    }

    [Fact]
    public void PlantedCircuit_ClaimThatItCannotBeAskedOf_IsNoControl() =>
        new PlantedCircuit(meets: false, "planted").Run((CircuitClaim)ClaimCatalogue.Find("MIX-13"), [], CancellationToken.None).Passed.Should().BeFalse();

    [Fact]
    public void UntrainedCircuit_ModelOfTheZoo_HasNothingBeforeItsTraining()
    {
        using var model = MappedModel.Of(RecordedModel.Find(zoo.Zoo, ZooClaimTests.OneModel.Plan.Name, Engines)!);

        new UntrainedCircuit().Run((CircuitClaim)ClaimCatalogue.Find("ADD-09"), [model], CancellationToken.None).Passed.Should().BeTrue();
    }

    [Fact]
    public void Measure_ModelsMissing_NamesTheCommandThatMakesThem()
    {
        var result = ClaimCatalogue.Find("ADD-19").Measure(new NoModels());

        result.Verdict.Should().Be(Verdict.NotMeasured);
        result.Reason.Should().Contain("4 of 4 models are not in the compact zoo; 'repro zoo train add_d5_l2_h3_t15K_s372001 add_d6");
    }

    [Theory]
    [InlineData(true, Verdict.Reproduced, "Of 2 models 1 are there. Every measurement meets")]
    [InlineData(false, Verdict.NotMeasured, "1 of 2 models are not in the compact zoo; 'repro zoo train add_d2_l1_h1_t2K")]
    public void Measure_SomeOfItsModels_IsOfThoseWhereTheSourceIsTheUsersToFill(bool mayBeIncomplete, Verdict verdict, string reason)
    {
        var source = new Partial(new TrainedModels(Engines, zoo.Zoo.Models), mayBeIncomplete);

        var result = new UsefulNodes().Measure(source);

        result.Verdict.Should().Be(verdict);
        result.Reason.Should().StartWith(reason);
        result.Measurements.Should().HaveCount(mayBeIncomplete ? 1 : 0);
    }

    private static MappedModel With(NodeMap map)
    {
        var adder = new PlantedAdder(PlantedCircuit.Digits);
        var engine = Engines.Create(adder.Config);
        engine.SetParameters(adder.Parameters);
        return new MappedModel("spoilt", [QuestionKind.Add], engine, map);
    }

    private static NodeMap Spoil(string id, NodeMap map) => id switch
    {
        "ADD-09" => map with { Nodes = [map.Nodes[0] with { Effect = map.Nodes[0].Effect with { Node = new Node(0, 0, 0) } }, .. map.Nodes] },
        "ADD-10" => Impacts(map, 3),
        "ADD-11" => Impacts(map, 1),
        "ADD-16" => map with { Probes = [.. map.Probes.Select(probe => probe with { PValue = 0.01 })] },
        "ADD-17" => map with { Nodes = [.. map.Nodes.Where(node => node.Node.Position != map.Layout.Second(2))] },
        "ADD-20" or "ADD-28" or "MIX-25" => map with { Nodes = [.. map.Nodes.Select(node => node with { Algorithm = [] })] },
        "ADD-22" => map with { Overlap = map.Overlap! with { Jaccard = 0.79 } },
        "MIX-34" => map with { Searches = [.. map.Searches, MapSamples.Search("A1.SS", testable: true, best: null, MapSamples.Test("A1.SS", exact: 100, "P11L0H0"))] },
        _ => map with { Searches = [.. map.Searches.Select(search => search.Tag.Digit == 1 ? search with { Found = [] } : search)] },
    };

    // As if every node broke the lowest digits, so many of them.
    private static NodeMap Impacts(NodeMap map, int digits) => map with
    {
        Nodes =
        [
            .. map.Nodes.Select(node => node with
            {
                Effect = node.Effect with { Impact = [.. node.Effect.Impact.Select((_, token) => token < digits ? 1 : 0)] },
            }),
        ],
    };

    // The paper zoo and the authors' checkpoints are such sources; this one has compact models, which train in a moment.
    private sealed class Partial(TrainedModels models, bool mayBeIncomplete) : IModelSource
    {
        public bool MayBeIncomplete => mayBeIncomplete;

        public IEngine Trained(ModelName name) => models.Trained(name);

        public IEngine Untrained(ModelName name) => models.Untrained(name);

        public StudiedModel? Studied(ModelName name) => models.Studied(name);

        public RecordedModel? Recorded(ModelName name, Preset preset) => models.Recorded(name, preset);

        public string Missing(IReadOnlyList<ModelName> missing, int named, Preset preset) => models.Missing(missing, named, preset);
    }

    private sealed class UsefulNodes() : CircuitClaim(
        "TST-02", "It has nodes.", "none", new Criterion("useful nodes", Comparator.AtLeast, 1, "arithmetic"), ["add_d2_l1_h1_t2K", $"{ZooClaimTests.OneModel.Plan.Name}"], [new StoredMaps()])
    {
        public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default) => new(model.Name, model.Map.Nodes.Length);
    }
}
