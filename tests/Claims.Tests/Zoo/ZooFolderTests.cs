using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Tests.Cli;
using Repro.Claims.Zoo;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

[Trait(Tier.Name, Tier.Fast)]
public sealed class ZooFolderTests : IDisposable
{
    private static readonly ModelName Name = ModelName.Parse("add_d1_l1_h1");

    private readonly EmptyRepository _repository = new();
    private readonly ZooFolder _zoo;

    public ZooFolderTests()
    {
        _zoo = new ZooFolder(ModelFolder.Locate(_repository.Root), Preset.Compact);
        Directory.CreateDirectory(_zoo.Folder);
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Write_RecordAndManifest_AreReadBackTheSame()
    {
        var record = ZooSamples.Record("add_d1_l1_h1") with { Parent = new ZooParent("add_d1_l1_h1_s5", "ff") };

        _zoo.Write(record);
        _zoo.WriteManifest();

        _zoo.Record(Name).Should().BeEquivalentTo(record);
        _zoo.Manifest().Should().ContainSingle().Which.Should().BeEquivalentTo(record);
        File.ReadAllText(_zoo.ManifestPath).Should().Contain("\"lower\": ").And.Contain("\"seed\": 372001").And.EndWith("}\n");
    }

    [Fact]
    public void WriteManifest_RecordsInAnyOrder_GiveTheSameOfTheMeasuredOnes()
    {
        string[] names = ["mix_d1_l1_h1", "add_d2_l1_h1", "add_d10_l1_h1"];
        _zoo.Write(ZooSamples.Record("sub_d1_l1_h1") with { Accuracy = [] });
        foreach (var name in names)
        {
            _zoo.Write(ZooSamples.Record(name));
        }

        _zoo.WriteManifest();
        var first = File.ReadAllBytes(_zoo.ManifestPath);
        File.Delete(_zoo.ManifestPath);
        foreach (var name in names.Reverse())
        {
            _zoo.Write(ZooSamples.Record(name));
        }

        _zoo.WriteManifest();
        File.ReadAllBytes(_zoo.ManifestPath).Should().Equal(first);
        _zoo.Manifest().Select(record => record.Name).Should().Equal("add_d10_l1_h1", "add_d2_l1_h1", "mix_d1_l1_h1");
    }

    [Fact]
    public void WriteManifest_ManyAtOnce_LosesNone()
    {
        Parallel.For(1, 20, digits =>
        {
            var zoo = new ZooFolder(ModelFolder.Locate(_repository.Root), Preset.Compact);
            zoo.Write(ZooSamples.Record($"add_d{digits}_l1_h1"));
            zoo.WriteManifest();
        });

        _zoo.Manifest().Should().HaveCount(19);
    }

    [Fact]
    public void WriteManifest_LeftoversOfKilledWriters_AreRemovedAndNoOthers()
    {
        string[] others = [".zoo.json.lock", ".zoo2.json.1-1.tmp", ".zoo.json.notes.tmp"];
        foreach (var name in (string[])[.. others, ".zoo.json.1-1.tmp", ".zoo.json.22-333.tmp"])
        {
            File.WriteAllText(Path.Combine(_zoo.Folder, name), "");
        }

        _zoo.WriteManifest();

        Directory.GetFiles(_zoo.Folder).Select(Path.GetFileName).Should().BeEquivalentTo([.. others, "zoo.json"]);
    }

    [Theory]
    [InlineData("{", "is no record of the zoo")]
    [InlineData("null", "is no record of the zoo")]
    [InlineData("{\"name\": \"add_d1_l1_h1\"}", "is no record of the zoo")]
    public void Record_Damaged_IsRefusedNamingTheFile(string text, string message)
    {
        File.WriteAllText(_zoo.RecordPath(Name), text);

        _zoo.Invoking(zoo => zoo.Record(Name)).Should().Throw<IOException>().WithMessage($"'{_zoo.RecordPath(Name)}' {message}*");
    }

    // The serializer refuses neither by itself.
    [Theory]
    [InlineData("\"errors\": 1", "\"errors\": 101", "101 wrong answers of 100 to 'uniform addition' cannot be; there are 0 to N of N, N at least 1.")]
    [InlineData("\"accuracy\": [", "\"accuracy\": [ null,", "accuracy[0] is null.")]
    [InlineData("\"firstWrong\": [", "\"firstWrong\": [ null,", "firstWrong[0] is null.")]
    [InlineData("\"finalLoss\": 0.25", "\"finalLoss\": 1e999", "finalLoss and avgFinalLoss are finite numbers of a finished training.")]
    [InlineData("\"avgFinalLoss\": 0.5", "\"avgFinalLoss\": -1e999", "finalLoss and avgFinalLoss are finite numbers of a finished training.")]
    [InlineData("\"every\": 10", "\"every\": 0", "a loss curve has 1 to 200 finite losses, one every so many steps, at least 1.")]
    [InlineData("\"values\": [", "\"values\": [ 1e99,", "a loss curve has 1 to 200 finite losses, one every so many steps, at least 1.")]
    [InlineData("\"values\": [", "\"values\": [], \"more\": [", "a loss curve has 1 to 200 finite losses, one every so many steps, at least 1.")]
    public void Records_NumbersThatCannotBeOrNull_AreRefusedNamingFileAndPlace(string text, string damage, string message)
    {
        _zoo.Write(ZooSamples.Record("add_d1_l1_h1"));
        File.WriteAllText(_zoo.RecordPath(Name), File.ReadAllText(_zoo.RecordPath(Name)).Replace(text, damage, StringComparison.Ordinal));

        _zoo.Invoking(zoo => zoo.Records()).Should().Throw<IOException>().WithMessage($"'{_zoo.RecordPath(Name)}' is no record of the zoo: *{message}");
    }

    [Fact]
    public void Manifest_NullAmongTheModels_IsRefusedNamingThePlace()
    {
        File.WriteAllText(_zoo.ManifestPath, "{\"preset\": \"compact\", \"models\": [null]}");

        _zoo.Invoking(zoo => zoo.Manifest()).Should().Throw<IOException>().WithMessage($"'{_zoo.ManifestPath}' is no record of the zoo: *models[0] is null.");
    }

    [Fact]
    public void Record_OfAnotherModel_IsRefusedWithBothNames()
    {
        _zoo.Write(ZooSamples.Record("add_d2_l1_h1"));
        File.Move(_repository["artifacts/zoo/compact/add_d2_l1_h1.json"], _zoo.RecordPath(Name));

        _zoo.Invoking(zoo => zoo.Record(Name)).Should().Throw<IOException>().WithMessage("*record of add_d2_l1_h1*expected add_d1_l1_h1*");
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2_000, 10)]
    [InlineData(2_001, 20)]
    [InlineData(53_333, 270)]
    public void Losses_AnyTraining_KeepsAtMost200PointsFromStep0On(int steps, int every)
    {
        var losses = ZooLosses.Of([.. Enumerable.Range(0, (steps + 9) / 10).Select(sample => 10f * sample)]);

        losses.Every.Should().Be(every);
        losses.Values.Length.Should().BeInRange(1, 200);
        losses.Values.Should().Equal(Enumerable.Range(0, losses.Values.Length).Select(point => (float)every * point));
    }
}
