using FluentAssertions;
using Repro.Claims.Studies;
using Repro.Claims.Tests.Cli;
using Xunit;

namespace Repro.Claims.Tests.Studies;

[Trait(Tier.Name, Tier.Fast)]
public sealed class StudyFolderTests : IDisposable
{
    private static readonly StudyDesign Design = StudySamples.Tiny;
    private static readonly StudyRun Run = Design.Runs().First(run => run.Condition == StudyCondition.Ins1);
    private static readonly StudyRun Parent = Design.Runs().First(run => run.Condition is null);

    private readonly EmptyRepository _repository = new();
    private readonly StudyFolder _folder;

    public StudyFolderTests() => _folder = StudyFolder.Locate(_repository.Root, Design);

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Write_Results_AreReadBackAndSummarised()
    {
        _folder.Summary().Should().BeNull();
        _folder.WriteSummary().Should().BeNull();
        WriteAll();

        _folder.WriteSummary()!.Missing.Should().BeEmpty();

        _folder.Record(Run).Should().BeEquivalentTo(StudySamples.Record(Design, Run, 3));
        _folder.Summary().Should().BeEquivalentTo(StudySummary.Of(Design, _folder.Records()));
        Directory.GetFiles(_folder.Folder, "*.json", SearchOption.AllDirectories).Should().HaveCount(Design.Runs().Count() + 1);
        File.ReadAllText(_repository["artifacts/studies/tiny/early/ins1_mix_d2_l2_h4_s1.json"]).Should().Contain("\"lower\": 0.0").And.EndWith("}\n");
    }

    [Theory]
    [InlineData("\"learningRate\": 0.002", "\"learningRate\": 0.003", "the recipe is *0.003*early/ins1_mix_d2_l2_h4_s1 of the study tiny has *0.002*")]
    [InlineData("\"heads\": 4", "\"heads\": 3", "*changed*")]
    [InlineData("\"heads\": 4,\n    \"dModel\": 96,\n    \"dHead\": 32,\n    \"dMlp\": 384,\n    \"context\": 10,\n    \"vocabulary\": 15,\n    \"activation\": \"relu\",\n    \"layerNormEpsilon\": 1E-05,\n    \"tiedUnembedding\": false,\n    \"initialisationGain\": 0.8,\n    \"attentionWidth\": 128", "\"heads\": 3,\n    \"dModel\": 96,\n    \"dHead\": 32,\n    \"dMlp\": 384,\n    \"context\": 10,\n    \"vocabulary\": 15,\n    \"activation\": \"relu\",\n    \"layerNormEpsilon\": 1E-05,\n    \"tiedUnembedding\": false,\n    \"initialisationGain\": 0.8,\n    \"attentionWidth\": 96", "the config is *Heads = 3*has *Heads = 4*")]
    [InlineData("66 % subtraction", "80 % subtraction", "the data is *80 % subtraction*66 % subtraction*")]
    [InlineData("ins1 and", "ins1c and", "the initialisation is *ins1c and*")]
    [InlineData("\"numerics\": 1", "\"numerics\": 0", "the numerics is '0'*'1'*")]
    [InlineData("early/ins1_", "final/ins1_", "the name is 'final/ins1_mix*")]
    [InlineData("\"errors\": 3,", "\"errors\": 2,", "*was changed: it is not what its own values give*")]
    [InlineData("\"errors\": 3,", "\"errors\": 300,", "*no result of the study tiny: 300 of 200 is no count*")]
    [InlineData("\"questions\": 200", "\"questions\": 400", "*was changed*")]
    [InlineData("\"subtractions\": 423", "\"subtractions\": 424", "the number of training questions is '641'*'640'*")]
    [InlineData("\"avgFinalLoss\": ", "\"avgFinalLoss\": 1e999, \"before\": ", "*no result of the study tiny: at $: avgFinalLoss is a finite number of a finished training.")]
    [InlineData("\"parametersSha256\"", "\"parameters\"", "*no result of the study tiny: *")]
    [InlineData("{", "", "*no result of the study tiny: *")]
    public void Record_Changed_IsRefusedWithFileAndBothValues(string text, string changed, string message)
    {
        WriteAll();
        var path = _folder.RecordPath(Run);
        var before = File.ReadAllText(path);
        before.Should().Contain(text);
        var at = before.IndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(path, before[..at] + changed + before[(at + text.Length)..]);

        _folder.Invoking(folder => folder.Record(Run)).Should().Throw<IOException>().WithMessage($"'{path}'*{message}");
        _folder.Invoking(folder => folder.Summary()).Should().NotThrow("there is none yet");
        _folder.Invoking(folder => folder.WriteSummary()).Should().Throw<IOException>();
    }

    [Fact]
    public void Records_ChildOfAnotherParent_IsRefused()
    {
        WriteAll();
        File.Delete(_folder.RecordPath(Parent));
        _folder.Write(Parent, StudySamples.Record(Design, Parent, 3) with { ParametersSha256 = "bb" });

        _folder.Invoking(folder => folder.Records()).Should().Throw<IOException>().WithMessage("*ins1_mix_d2_l2_h4_s1.json': the initialisation is '*aa'*'*bb'*");
    }

    [Fact]
    public void Records_FileOfNoTraining_IsRefused()
    {
        WriteAll();
        File.Copy(_folder.RecordPath(Run), Path.Combine(_folder.Folder, "early", "mix_d2_l2_h4_s9.json"));

        _folder.Invoking(folder => folder.Records()).Should().Throw<IOException>().WithMessage("*mix_d2_l2_h4_s9.json' is no result of the study tiny, which has 22 *early/add_d2*");
    }

    [Fact]
    public void Write_AnotherResult_NeverReplacesTheFirst()
    {
        var record = StudySamples.Record(Design, Run, 3);
        _folder.Write(Run, record);
        _folder.Write(Run, record);

        _folder.Invoking(folder => folder.Write(Run, StudySamples.Record(Design, Run, 4))).Should().Throw<IOException>().WithMessage("*another result*");
        _folder.Record(Run).Should().BeEquivalentTo(record);
    }

    [Fact]
    public void Summary_NotThatOfTheResults_IsRefused()
    {
        WriteAll();
        _folder.WriteSummary();
        File.Delete(_folder.RecordPath(Run));

        _folder.Invoking(folder => folder.Summary()).Should().Throw<IOException>().WithMessage($"'{_folder.SummaryPath}' is not what the results beside it give*'repro study'*");
        _folder.WriteSummary()!.Missing.Should().Equal(Run.Name);
        _folder.Summary()!.Missing.Should().Equal(Run.Name);
    }

    private void WriteAll()
    {
        foreach (var run in Design.Runs())
        {
            _folder.Write(run, StudySamples.Record(Design, run, 3));
        }
    }
}
