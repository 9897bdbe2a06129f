using System.Text.Json;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Tests.Zoo;
using Repro.Claims.Zoo;
using Xunit;

namespace Repro.Claims.Tests.Cli;

/// <summary>The verb zoo as a process; what it does is tested in process.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ZooCommandTests : IDisposable
{
    private readonly EmptyRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task List_OneModelMeasured_ShowsPublishedErrorsAndOurs()
    {
        var zoo = new ZooFolder(ModelFolder.Locate(_repository.Root), Preset.Compact);
        var record = ZooSamples.Record("add_d15_l2_h3_t80K_s572091");
        Directory.CreateDirectory(zoo.Folder);
        zoo.Write(record);
        File.WriteAllText(zoo.ModelPath(ModelName.Parse(record.Name)), "");
        File.WriteAllText(ModelTraining.CheckpointOf(zoo.ModelPath(Catalogue.Controls[0])), "");

        var table = await ReproProcess.Run(_repository.Root, "zoo", "list");
        var list = await ReproProcess.Run(_repository.Root, "zoo", "list", "--json");

        table.Code.Should().Be(0, table.Errors);
        table.Output.Should().MatchRegex("add_d15_l2_h3_t80K_s572091 +measured +10 +1 of 100 ")
            .And.MatchRegex("mix_d13_l3_h4_t85K_s572091 +399 +4,164 ").And.Contain("compact: 1 of 54 measured");
        using var json = JsonDocument.Parse(list.Output);
        var models = json.RootElement.EnumerateArray().ToArray();
        models.Should().HaveCount(54);
        models.Count(model => model.GetProperty("control").GetBoolean()).Should().Be(4);
        models.Select(model => model.GetProperty("state").GetString()).Where(state => state is not "").Should().BeEquivalentTo(["measured", "begun"]);
    }

    [Fact]
    public async Task Train_NameOneCharacterFromAPublishedOne_IsTrainedWithANote()
    {
        var refused = await ReproProcess.Run(_repository.Root, "train", "ins1_mix_d6_l3_h4_t40K_s372000");

        refused.Code.Should().Be(2, "its parent is missing, which ends it at once");
        refused.Errors.Should().StartWith("note: ins1_mix_d6_l3_h4_t40K_s372000 is no model of the zoo, but ins1_mix_d6_l3_h4_t40K_s372001 is.\nrepro: ")
            .And.Contain("there is no compact model of that name; 'repro train add_d6_l2_h3_s372000 --preset compact'");
    }

    [Fact]
    public async Task Train_SmallModels_PrintsASummaryAndGoesOnToVerify()
    {
        var train = await ReproProcess.Run(_repository.Root, "zoo", "train", "sub_d1_l1_h1_t1K", "add_d1_l1_h1_t1K", "--questions", "1000");
        var verify = await ReproProcess.Run(_repository.Root, "zoo", "verify", "add_d1_l1_h1_t1K");

        train.Code.Should().Be(0, train.Errors);
        train.Output.Should().Contain("2 of 2 models are trained and measured.").And.MatchRegex("add_d1_l1_h1_t1K +666 ");
        train.Errors.Should().Contain("add_d1_l1_h1_t1K: step 666 of 666, loss ").And.Contain("sub_d1_l1_h1_t1K: measuring, enriched subtraction")
            .And.Contain("done (2 of 2)");
        verify.Code.Should().Be(0, verify.Errors);
        verify.Output.Should().EndWith("add_d1_l1_h1_t1K (compact) is reproduced, bit for bit.\n");
    }

    [Fact]
    public async Task Train_TwoShards_AreDisjointAndTogetherEverything()
    {
        string[] models = ["sub_d1_l1_h1_t1K", "add_d1_l1_h1_t1K"];
        Task<ReproProcess.Finished> Shard(string shard) =>
            ReproProcess.Run(_repository.Root, ["zoo", "train", .. models, "--questions", "100", "--shard", shard, "--json"]);

        var first = Rows(await Shard("1/2"));
        var filesOfTheFirst = Files();
        var second = Rows(await Shard("2/2"));

        filesOfTheFirst.Should().Equal(first.Select(row => row.Name));
        Files().Should().BeEquivalentTo(models);
        first.Concat(second).Select(row => row.Name).Should().BeEquivalentTo(models).And.HaveCount(2, "no model is trained twice");
        var zoo = new ZooFolder(ModelFolder.Locate(_repository.Root), Preset.Compact);
        first.Concat(second).Should().OnlyContain(row => row.Sha256 == zoo.Record(ModelName.Parse(row.Name))!.ParametersSha256 && row.Error == null);
        zoo.Manifest().Select(record => record.Name).Should().BeEquivalentTo(models);

        string[] Files() => [.. Directory.GetFiles(_repository["artifacts/zoo/compact"], "*.safetensors").Select(path => Path.GetFileNameWithoutExtension(path))];
    }

    [Fact]
    public async Task Verify_Json_HoldsTheThreeHashes()
    {
        (await ReproProcess.Run(_repository.Root, "zoo", "train", "add_d1_l1_h1_t1K", "--questions", "100")).Code.Should().Be(0);

        var verify = await ReproProcess.Run(_repository.Root, "zoo", "verify", "add_d1_l1_h1_t1K", "--json");

        verify.Code.Should().Be(0, verify.Errors);
        using var json = JsonDocument.Parse(verify.Output);
        var hash = new ZooFolder(ModelFolder.Locate(_repository.Root), Preset.Compact).Record(ModelName.Parse("add_d1_l1_h1_t1K"))!.ParametersSha256;
        var root = json.RootElement;
        (root.GetProperty("recorded").GetString(), root.GetProperty("retrained").GetString(), root.GetProperty("stored").GetString()).Should().Be((hash, hash, hash));
        root.GetProperty("holds").GetBoolean().Should().BeTrue();
        root.GetProperty("name").GetString().Should().Be("add_d1_l1_h1_t1K");
    }

    // The longer training comes first, so the finished model is not reached.
    [SkippableFact]
    public async Task Train_Interrupted_DoesNotSayThatAFinishedModelIsNot()
    {
        (await ReproProcess.Run(_repository.Root, "zoo", "train", "add_d1_l1_h1_t1K", "--questions", "1000")).Code.Should().Be(0);
        using var train = ReproProcess.Start(_repository.Root, "zoo", "train", "add_d1_l1_h1_t1K", "add_d1_l1_h1_t9000K", "--parallel", "1");
        await train.Line("add_d1_l1_h1_t9000K: step 1 of ");

        await train.Signal("INT");
        var interrupted = await train.End();

        interrupted.Code.Should().Be(130, interrupted.Errors);
        interrupted.Output.Should().MatchRegex("add_d1_l1_h1_t1K +not reached or not finished")
            .And.Contain("0 of 2 models were found trained and measured before the end; 'repro zoo list' shows them all.");
    }

    private static (string Name, string Sha256, string? Error)[] Rows(ReproProcess.Finished train)
    {
        train.Code.Should().Be(0, train.Errors);
        using var json = JsonDocument.Parse(train.Output);
        return
        [
            .. json.RootElement.EnumerateArray().Select(row => (
                row.GetProperty("name").GetString()!, row.GetProperty("record").GetProperty("parametersSha256").GetString()!, row.GetProperty("error").GetString())),
        ];
    }
}
