using System.Text.Json;
using FluentAssertions;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;
using Xunit;

namespace Repro.Claims.Tests.Ledger;

[Trait(Tier.Name, Tier.Fast)]
public sealed class ResultStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("repro-results-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Write_Result_HoldsClaimVerdictAndRawValues()
    {
        var measurement = new Measurement("enriched addition", 3)
        {
            Bounds = BinomialInterval.ClopperPearson(3, 1_000_000),
            BoundsOf = "error rate",
            Raw = new Measurement("", 0).Raw.Add("errors", 3).Add("questions", 1_000_000),
            Examples = ["1+2=+4, truth +3"],
        };
        var result = ClaimResult.Of(Samples.Claim, "cpu", [measurement], [new ControlOutcome(Samples.Claim.Controls[0], true, "5")]);

        var path = new ResultStore(_folder.FullName, "abc").Write(result);

        path.Should().Be(Path.Combine(_folder.FullName, "TST-01.json"));
        var text = File.ReadAllText(path);
        text.Should().EndWith("}\n").And.NotContain("\r").And.Contain("1+2=+4, truth +3");
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        root.GetProperty("claim").GetProperty("id").GetString().Should().Be("TST-01");
        root.GetProperty("claim").GetProperty("criterion").GetProperty("comparator").GetString().Should().Be("atMost");
        root.GetProperty("claim").GetProperty("seeds").GetProperty("questions").GetUInt64().Should().Be(7);
        root.GetProperty("verdict").GetString().Should().Be("reproduced");
        root.GetProperty("device").GetString().Should().Be("cpu");
        root.GetProperty("commit").GetString().Should().Be("abc");
        root.GetProperty("controls")[0].GetProperty("passed").GetBoolean().Should().BeTrue();
        var written = root.GetProperty("measurements")[0];
        written.GetProperty("value").GetDouble().Should().Be(3);
        written.GetProperty("raw").GetProperty("questions").GetDouble().Should().Be(1_000_000);
        written.GetProperty("bounds").GetProperty("upper").GetDouble().Should().Be(measurement.Bounds.Value.Upper);
    }

    [Fact]
    public void Write_Twice_ReplacesAndLeavesNothingElse()
    {
        var store = new ResultStore(Path.Combine(_folder.FullName, "new", "folder"), commit: null);

        store.Write(Samples.Result(controlPassed: true, 9));
        var first = File.ReadAllBytes(store.Write(Samples.Result(controlPassed: true, 1)));
        var second = File.ReadAllBytes(store.Write(Samples.Result(controlPassed: true, 1)));

        second.Should().Equal(first);
        Directory.GetFiles(store.Folder).Should().ContainSingle().Which.Should().EndWith("TST-01.json");
    }

    [Fact]
    public void Write_TargetThatCannotBeReplaced_LeavesItAndNoRemains()
    {
        var blocked = _folder.CreateSubdirectory("TST-01.json");
        var store = new ResultStore(_folder.FullName, commit: null);

        store.Invoking(s => s.Write(Samples.Result(controlPassed: true, 1)))
            .Should().Throw<Exception>().Which.Should().Match(e => e is IOException || e is UnauthorizedAccessException);

        _folder.GetFileSystemInfos().Select(entry => entry.FullName).Should().Equal(blocked.FullName);
    }

    [Fact]
    public void Write_ValueThatIsNoNumber_IsStillWritten() =>
        File.ReadAllText(new ResultStore(_folder.FullName, commit: null).Write(Samples.Result(controlPassed: true, double.NaN)))
            .Should().Contain("\"NaN\"");

    [Fact]
    public void LastVerdict_WrittenResult_IsReadBackAndElseNull()
    {
        var store = new ResultStore(_folder.FullName, commit: null);
        store.LastVerdict(Samples.Claim).Should().BeNull();

        store.Write(Samples.Result(controlPassed: true, 9, 1));

        store.LastVerdict(Samples.Claim).Should().Be(new LastVerdict(Verdict.Partly, IsCurrent: true));
    }

    [Fact]
    public void LastVerdict_ResultOfAClaimThatAskedSomethingElse_IsNotCurrent()
    {
        var store = new ResultStore(_folder.FullName, commit: null);
        store.Write(Samples.Result(controlPassed: true, 1));
        var (now, criterion) = (Samples.Claim, Samples.Claim.Criterion);
        Claim[] others =
        [
            now with { Statement = "Two and two are five." },
            now with { Criterion = criterion with { Threshold = 5 } },
            now with { Criterion = criterion with { Comparator = Comparator.LessThan } },
            now with { Criterion = criterion with { Metric = "difference" } },
            now with { Models = [.. now.Models, "add_d6_l2_h3"] },
            now with { Controls = [] },
        ];

        others.Select(store.LastVerdict).Should().AllBeEquivalentTo(new LastVerdict(Verdict.Reproduced, IsCurrent: false));
        store.LastVerdict(now with { Criterion = criterion with { Reason = "the same in other words" } })!.IsCurrent.Should().BeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"claim\":{\"id\":\"TST-01\"},\"verdict\":\"maybe\"}")]
    [InlineData("{\"claim\":{\"id\":\"TST-02\"},\"verdict\":\"partly\"}")]
    [InlineData("{\"claim\":{\"id\":\"TST-01\"},\"verdict\":9}")]
    [InlineData("{\"claim\":null,\"verdict\":\"partly\"}")]
    [InlineData("{\"claim\":{\"id\":null},\"verdict\":\"partly\"}")]
    [InlineData("{\"claim\":{\"id\":\"TST-01\",\"models\":null},\"verdict\":\"partly\"}")]
    public void LastVerdict_FileThatIsNoResultOfTheClaim_IsRefusedNamingIt(string text)
    {
        var file = Path.Combine(_folder.FullName, "TST-01.json");
        File.WriteAllText(file, text);

        new ResultStore(_folder.FullName, commit: null).Invoking(store => store.LastVerdict(Samples.Claim))
            .Should().Throw<IOException>().WithMessage($"'{file}' is no result of TST-01: *");
    }

    [Fact]
    public void Locate_InsideARepository_IsItsResultsFolder()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "Repro.sln"), "");
        var inside = _folder.CreateSubdirectory("a").CreateSubdirectory("b");

        ResultStore.Locate(inside.FullName, _ => null).Folder.Should().Be(Path.Combine(_folder.FullName, "artifacts", "results"));
    }

    [Fact]
    public void Locate_Variable_WinsOverTheRepository()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "Repro.sln"), "");

        ResultStore.Locate(_folder.FullName, name => string.Equals(name, "REPRO_RESULTS", StringComparison.Ordinal) ? "elsewhere" : null)
            .Folder.Should().Be(Path.Combine(_folder.FullName, "elsewhere"));
    }

    [Fact]
    public void Locate_Nowhere_SaysHowToSetTheFolder() =>
        FluentActions.Invoking(() => ResultStore.Locate(_folder.FullName, _ => null))
            .Should().Throw<DirectoryNotFoundException>().WithMessage($"*{_folder.FullName}*REPRO_RESULTS*");
}
