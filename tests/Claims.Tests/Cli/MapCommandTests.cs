using System.Text.Json;
using System.Xml.Linq;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Cli;

[Collection(TrainedByTheCommand.Name)]
[Trait(Tier.Name, Tier.Fast)]
public sealed class MapCommandTests(TrainedOnce once)
{
    [Fact]
    public async Task Map_PresentModel_WritesTheFiguresItLists()
    {
        var map = await ReproProcess.Run(once.Repository.Root, "map", TrainedOnce.Name);

        map.Code.Should().Be(0, map.Errors);
        map.Output.Should().MatchRegex("nodes +[0-9]+").And.MatchRegex("positions +[0-9]+");
        var listed = map.Output.Split('\n').Where(line => line.EndsWith(".svg", StringComparison.Ordinal) || line.EndsWith(".json", StringComparison.Ordinal)).ToArray();
        var folder = once.Repository[$"artifacts/circuits/compact/{TrainedOnce.Name}"];
        Directory.GetFiles(folder).Should().BeEquivalentTo(listed);
        listed.Select(Path.GetFileName).Should().Contain(["fail-share.svg", "impact.svg", "min-complexity.svg", "operations.svg", "positions.svg"]);
        listed.Where(file => file.EndsWith(".svg", StringComparison.Ordinal)).Should().OnlyContain(file => XDocument.Load(file).Root!.Name.LocalName == "svg");
    }

    [Theory]
    [InlineData(AblationKind.Mean, UsefulRule.EffectSize, PairSource.Sampled)]
    [InlineData(AblationKind.Zero, UsefulRule.EffectSize, PairSource.Sampled, "--ablation", "zero")]
    [InlineData(AblationKind.Resample, UsefulRule.EffectSize, PairSource.Sampled, "--ablation", "resample")]
    [InlineData(AblationKind.FirstLayerMean, UsefulRule.Published, PairSource.Published, "--compat")]
    public async Task Map_Ablation_FindsWhatTheLibraryFinds(AblationKind ablation, UsefulRule rule, PairSource pairs, params string[] options)
    {
        using var other = new EmptyRepository();
        var map = await ReproProcess.Run(other.Root, ["map", "--model", once.File, "--output", other["figures"], "--json", .. options]);

        map.Code.Should().Be(0, map.Errors);
        var model = NamedModel.Load(once.File);
        using var engine = new EngineFactory("cpu", 1).Create(model.Parameters.Layout.Config);
        engine.SetParameters(model.Parameters);
        var expected = new CircuitAnalysis { Ablation = ablation, Rule = rule, Pairs = pairs }.Of(engine, $"{model.Name}", QuestionKinds.Of(model.Name.Operations));
        using var json = JsonDocument.Parse(map.Output);
        json.RootElement.GetProperty("nodes").GetInt32().Should().Be(expected.Nodes.Length).And.BePositive();
        json.RootElement.GetProperty("heads").GetInt32().Should().Be(expected.Nodes.Count(node => node.Node.Head is not null));
        json.RootElement.GetProperty("mlps").GetInt32().Should().Be(expected.Nodes.Count(node => node.Node.Head is null));
        json.RootElement.GetProperty("positions").EnumerateArray().Select(position => position.GetInt32())
            .Should().Equal(expected.Nodes.Select(node => node.Node.Position).Distinct());
        NodeMapFile.Load(other["figures/map.json"]).Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
        json.RootElement.GetProperty("parametersSha256").GetString().Should().Be(once.Hash);
        json.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetString()).Should().BeEquivalentTo(Directory.GetFiles(other["figures"]));
    }

    [Fact]
    public async Task Map_ByTheAuthorsRule_LiesBesideTheModelsMap()
    {
        var map = await ReproProcess.Run(once.Repository.Root, "map", TrainedOnce.Name, "--compat");

        map.Code.Should().Be(0, map.Errors);
        var path = NodeMapFile.PathIn(once.Repository.Root, Preset.Compact, ModelName.Parse(TrainedOnce.Name));
        NodeMapFile.Load(NodeMapFile.ByAuthorsRule(path)).Rule.Should().Be(UsefulRule.Published);
        map.Output.Should().Contain(NodeMapFile.ByAuthorsRule(path)).And.NotContain(path);
    }

    [Theory]
    [InlineData("Name a model")]
    [InlineData("'nonsense' is not a model's name", "nonsense")]
    [InlineData("There is no compact model add_d9_l1_h1", "add_d9_l1_h1")]
    [InlineData("there are mean, zero, resample", TrainedOnce.Name, "--ablation", "noise")]
    [InlineData("leave out --ablation zero", TrainedOnce.Name, "--compat", "--ablation", "zero")]
    [InlineData("leave out 'add_d1_l1_h1'", TrainedOnce.Name, "--model", "m.safetensors")]
    [InlineData("Repro.sln", TrainedOnce.Name, "--output", "Repro.sln")]
    public async Task Map_BadRequest_SaysWhatIsWrong(string message, params string[] arguments)
    {
        var refused = await ReproProcess.Run(once.Repository.Root, ["map", .. arguments]);

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith("repro: ").And.Contain(message);
        refused.Output.Should().BeEmpty();
    }
}
