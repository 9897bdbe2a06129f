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
            .And.MatchRegex("mix_d13_l3_h4_t85K_s572091 +399 +4,164 ").And.Contain("compact: 1 of 50 measured");
        using var json = JsonDocument.Parse(list.Output);
        var models = json.RootElement.EnumerateArray().ToArray();
        models.Should().HaveCount(50);
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
}
