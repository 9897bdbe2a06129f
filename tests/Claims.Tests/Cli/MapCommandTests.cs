using System.Text.Json;
using System.Xml.Linq;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Tests.Zoo;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Repro.Models.Storage;
using Xunit;

namespace Repro.Claims.Tests.Cli;

[Collection(TrainedByTheCommand.Name)]
[Trait(Tier.Name, Tier.Fast)]
public sealed class MapCommandTests(TrainedOnce once)
{
    // The model is in no zoo.
    private string Folder => once.Repository[$"artifacts/models/compact/circuits/{TrainedOnce.Name}"];

    [Fact]
    public async Task Map_PresentModel_WritesTheFiguresItListsInPlaceOfOlderOnes()
    {
        Directory.CreateDirectory(Folder);
        string[] older = [Path.Combine(Folder, "loss.svg"), Path.Combine(Folder, "separation-A9.SA.svg")];
        var own = Path.Combine(Folder, "mine.svg");
        Array.ForEach([.. older, own], file => File.WriteAllText(file, ""));

        var map = await ReproProcess.Run(once.Repository.Root, "map", TrainedOnce.Name);

        map.Code.Should().Be(0, map.Errors);
        map.Output.Should().MatchRegex("nodes +[0-9]+").And.MatchRegex("positions +[0-9]+");
        var listed = map.Output.Split('\n').Where(line => line.EndsWith(".svg", StringComparison.Ordinal) || line.EndsWith(".json", StringComparison.Ordinal)).ToArray();
        Directory.GetFiles(Folder).Should().BeEquivalentTo([.. listed, own]);
        listed.Should().NotContain(older);
        Directory.Exists(once.Repository["artifacts/circuits"]).Should().BeFalse();
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
        var path = Path.Combine(Folder, NodeMapFile.FileName);
        NodeMapFile.Load(NodeMapFile.ByAuthorsRule(path)).Rule.Should().Be(UsefulRule.Published);
        map.Output.Should().Contain(NodeMapFile.ByAuthorsRule(path)).And.NotContain(path);
    }

    [Fact]
    public async Task Map_ModelOfTheZoo_LiesAmongTheCircuitsAndAnyOtherBesideItsFile()
    {
        using var repository = new EmptyRepository();
        var name = ModelName.Parse(TrainedOnce.Name);
        var zoo = new ZooFolder(ModelFolder.Locate(repository.Root), Preset.Compact);
        Directory.CreateDirectory(zoo.Folder);
        zoo.Write(ZooSamples.Record(TrainedOnce.Name) with { ParametersSha256 = once.Hash });
        File.Copy(once.File, zoo.ModelPath(name));
        var other = ModelFile.Load(once.File);
        other.Parameters.Values[3] += 1;
        other.Save(repository["other.safetensors"]);

        var own = await ReproProcess.Run(repository.Root, "map", TrainedOnce.Name);
        var before = File.ReadAllBytes(zoo.Models.Map(name, Preset.Compact));
        var zero = await ReproProcess.Run(repository.Root, "map", TrainedOnce.Name, "--ablation", "zero");
        var another = await ReproProcess.Run(repository.Root, "map", "--model", "other.safetensors");

        (own.Code, zero.Code, another.Code).Should().Be((0, 0, 0), own.Errors + zero.Errors + another.Errors);
        File.ReadAllBytes(zoo.Models.Map(name, Preset.Compact)).Should().Equal(before, "it is by the mean and of the zoo's model");
        NodeMapFile.Load(repository[$"artifacts/circuits/compact/{name}/zero/map.json"]).Ablation.Should().Be(AblationKind.Zero);
        NodeMapFile.Load(repository["circuits/other/map.json"]).ParametersSha256.Should().Be(other.Parameters.Hash());
    }

    [Fact]
    public async Task Map_FileAndFolderNamed_NeedsNoRepository()
    {
        using var outside = new OutsideFolder();
        var map = await ReproProcess.Run(outside.Root, "map", "--model", once.File, "--output", "figures");

        map.Code.Should().Be(0, map.Errors);
        File.Exists(outside[$"figures/{NodeMapFile.FileName}"]).Should().BeTrue();
    }

    [Fact]
    public async Task Map_AuthorsFilesBesideTheModel_AreComparedWithTheMap()
    {
        using var repository = new EmptyRepository();
        var model = repository["model.safetensors"];
        File.Copy(once.File, model);
        var alone = await ReproProcess.Run(repository.Root, "map", "--model", model, "--output", "figures");
        File.Move(repository[$"figures/map.{PublishedNodeFile.Behaviours}"], repository[PublishedNodeFile.Behaviours]);
        File.WriteAllText(repository[PublishedNodeFile.Features], "[]");

        var beside = await ReproProcess.Run(repository.Root, "map", "--model", model, "--output", "figures");

        (alone.Code, beside.Code).Should().Be((0, 0), alone.Errors + beside.Errors);
        alone.Output.Should().NotContain("authors");
        var nodes = NodeMapFile.Load(repository["figures/map.json"]).Nodes.Length;
        beside.Output.Should().Contain("the authors' files beside the model").And.MatchRegex($"useful nodes +{nodes} +{nodes} +{nodes}")
            .And.MatchRegex("sub-tasks at nodes +[0-9]+ +0 +0");
    }

    [SkippableFact]
    public async Task Map_FolderThatTakesNoFiles_IsRefusedBeforeTheAnalysis()
    {
        const string ReadOnly = "/sys/kernel";
        Skip.IfNot(Directory.Exists(ReadOnly), $"Needs {ReadOnly}, which Linux has: nobody can make a file there.");

        var refused = await ReproProcess.Run(once.Repository.Root, "map", TrainedOnce.Name, "--output", ReadOnly);

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith($"repro: Cannot write to the folder '{ReadOnly}': ");
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
