using System.Text.Json;
using FluentAssertions;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Repro.Claims.Tests.Claims;
using Repro.Claims.Tests.Ledger;
using Repro.Cli.Commands;
using Xunit;

namespace Repro.Claims.Tests.Cli;

/// <summary>The verbs list and run.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ClaimCommandsTests : IDisposable
{
    private readonly EmptyRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Run_OneClaim_WritesItsResultWhichListShows()
    {
        Verdicts(await ReproProcess.Run(_repository.Root, "list", "--json")).Should().OnlyContain(row => row.Value == null);

        var run = await ReproProcess.Run(_repository.Root, "run", "add-01");

        run.Code.Should().Be(0, run.Errors);
        run.Output.Should().Contain("ADD-01: reproduced. Every measurement meets the criterion.");
        File.Exists(_repository["artifacts/results/ADD-01.json"]).Should().BeTrue();
        var verdicts = Verdicts(await ReproProcess.Run(_repository.Root, "list", "--json"));
        verdicts["ADD-01"].Should().Be("reproduced");
        verdicts["ADD-02"].Should().BeNull();
        var table = await ReproProcess.Run(_repository.Root, "list");
        table.Code.Should().Be(0);
        table.Output.Should().MatchRegex("ADD-01 +fast +reproduced +The token layout").And.MatchRegex("ADD-02 +train +none yet ");
    }

    [Fact]
    public async Task List_ResultOfAnOlderClaim_IsMarkedAndNoVerdictOfTodays()
    {
        var (claim, store) = (ClaimCatalogue.Find("ADD-02").Claim, new ResultStore(_repository["artifacts/results"], commit: null));
        store.Write(ClaimResult.NotMeasured(claim with { Criterion = claim.Criterion with { Threshold = claim.Criterion.Threshold + 1 } }, "made up"));

        var json = await ReproProcess.Run(_repository.Root, "list", "--json");
        var table = await ReproProcess.Run(_repository.Root, "list");

        Verdicts(json)["ADD-02"].Should().BeNull();
        using var rows = JsonDocument.Parse(json.Output);
        rows.RootElement.EnumerateArray().Select(row => (row.GetProperty("id").GetString(), row.GetProperty("olderVerdict").GetString()))
            .Where(row => row.Item2 is not null).Should().Equal(("ADD-02", "notMeasured"));
        table.Output.Should().MatchRegex("ADD-02 +train +not measured \\(of an older claim\\) ");
    }

    [Fact]
    public async Task Run_Json_HoldsVerdictReasonAndMeasurements()
    {
        var run = await ReproProcess.Run(_repository.Root, "run", "ADD-01", "--json");

        run.Code.Should().Be(0, run.Errors);
        using var json = JsonDocument.Parse(run.Output);
        var result = json.RootElement.EnumerateArray().Should().ContainSingle().Subject;
        result.GetProperty("claim").GetProperty("id").GetString().Should().Be("ADD-01");
        result.GetProperty("verdict").GetString().Should().Be("reproduced");
        result.GetProperty("reason").GetString().Should().Be("Every measurement meets the criterion.");
        result.GetProperty("measurements").GetArrayLength().Should().BePositive();
        result.GetProperty("controls").EnumerateArray().Should().OnlyContain(control => control.GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task Run_PublishedModels_PrintsTheVerdictAndWritesNoResult()
    {
        var run = await ReproProcess.RunWith("REPRO_CACHE", _repository["cache"], _repository.Root, "run", "ADD-12", "--models", "quanta-maths");

        run.Code.Should().Be(1, run.Errors);
        run.Output.Should().Contain("ADD-12: not measured. 13 of 13 models were not fetched");
        Directory.GetFileSystemEntries(_repository.Root).Should().Equal(_repository["Repro.sln"]);
    }

    [Fact]
    public async Task List_DamagedResult_NamesTheFile()
    {
        Directory.CreateDirectory(_repository["artifacts/results"]);
        File.WriteAllText(_repository["artifacts/results/ADD-02.json"], "{\"claim\":");

        var list = await ReproProcess.Run(_repository.Root, "list");

        list.Code.Should().Be(2);
        list.Errors.Should().StartWith("repro: '").And.Contain("ADD-02.json' is no result of ADD-02");
    }

    [Theory]
    [InlineData(true, 1, 0)]
    [InlineData(true, 9, 1)]
    [InlineData(false, 1, 1)]
    public void Measure_AnyVerdictButReproduced_ExitsWith1AndIsWritten(bool controlPassed, double value, int code)
    {
        var store = new ResultStore(_repository["results"], commit: null);
        var result = Samples.Result(controlPassed, value);

        RunCommand.Measure([new Prepared(result)], _ => new NoModels(), store, json: true, CancellationToken.None).Should().Be(code);

        store.LastVerdict(Samples.Claim)!.Verdict.Should().Be(result.Verdict);
    }

    [Fact]
    public async Task Run_AnErrorInALaterClaim_StillPrintsWhatWasMeasured()
    {
        Directory.CreateDirectory(_repository["artifacts/zoo/compact"]);
        File.WriteAllText(_repository["artifacts/zoo/compact/add_d5_l2_h3_t15K_s372001.safetensors"], "");
        File.WriteAllText(_repository["artifacts/zoo/compact/add_d5_l2_h3_t15K_s372001.json"], "{");

        var run = await ReproProcess.Run(_repository.Root, "run", "ADD-01", "ADD-03");

        run.Code.Should().Be(2);
        run.Output.Should().Contain("ADD-01: reproduced. Every measurement meets the criterion.");
        run.Errors.Should().Contain("add_d5_l2_h3_t15K_s372001.json' is no record of the zoo");
    }

    [Fact]
    public async Task Run_ResultsFolderThatTakesNoFiles_IsRefusedBeforeMeasuring()
    {
        var refused = await ReproProcess.RunWith("REPRO_RESULTS", "Repro.sln", _repository.Root, "run", "ADD-01");

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith($"repro: Cannot write to the folder '{_repository["Repro.sln"]}': ").And.NotContain("measuring");
    }

    [Fact]
    public async Task Run_PublishedModelsOutsideARepository_AsksOnlyForTheModels()
    {
        using var outside = new OutsideFolder();
        var run = await ReproProcess.RunWith("REPRO_CACHE", outside.Root, outside.Root, "run", "ADD-02", "--models", "quanta-maths");

        run.Code.Should().Be(2);
        run.Errors.Should().Contain("'repro fetch quanta-maths add_d5_l2_h3' downloads it");
    }

    [Fact]
    public async Task Run_ClaimWhoseModelsAreMissing_SaysHowToMakeThem()
    {
        var run = await ReproProcess.Run(_repository.Root, "run", "ADD-07");

        run.Code.Should().Be(1);
        run.Output.Should().Contain("ADD-07: not measured. 1 of 1 models are not in the paper zoo; "
            + "'repro zoo train add_d6_l2_h3_t15K_s372001 --preset paper' trains and measures them.");
    }

#if TORCH
    // The device's name then ends in the precision, which no factory takes for a device.
    [Fact]
    public async Task Run_WithAPrecision_AsksForTheModelsAsWithoutOne()
    {
        var run = await ReproProcess.RunWith("REPRO_PRECISION", "bfloat16", _repository.Root, "run", "ADD-07", "--device", "torch-cpu");

        run.Code.Should().Be(1, run.Errors);
        run.Output.Should().Contain("ADD-07: not measured. 1 of 1 models are not in the paper zoo;");
    }
#endif

    [Fact]
    public void Rows_MeasurementWithParts_ShowsThemBelowItWithThePublishedFigure()
    {
        var part = new Measurement("a model", 3) { Raw = Measurement.RawOf((Measurement.Published, 2)) };
        var measured = new Measurement("models", 1) { Parts = [part] };

        RunCommand.Rows(Samples.Result(controlPassed: true, 1), measured).Select(cells => string.Join('|', cells))
            .Should().Equal("TST-01|reproduced|models|1||exact", "||  a model|3|2|exact");
    }

    [Theory]
    [InlineData("MIX-15 measures none of these models", "MIX-15", "--preset", "paper")]
    [InlineData("ADD-01 measures none of these models", "ADD-01", "--models", "quanta-maths")]
    [InlineData("leave out --preset paper", "--models", "quanta-maths", "--preset", "paper")]
    public async Task Run_ModelsThatAClaimDoesNotMeasure_IsRefused(string expected, params string[] arguments)
    {
        var run = await ReproProcess.Run(_repository.Root, ["run", .. arguments]);

        run.Code.Should().Be(2);
        run.Errors.Should().Contain(expected);
    }

    [Fact]
    public async Task Run_PaperPresetWithoutModels_SaysHowToMakeThemAndWritesApartWhereListFindsIt()
    {
        var run = await ReproProcess.Run(_repository.Root, "run", "ADD-12", "ADD-03", "--preset", "paper");

        run.Code.Should().Be(1);
        run.Output.Should().Contain("ADD-12: not measured. 13 of 13 models are not in the paper zoo;").And.Contain("ADD-03: not measured. 16 of 16 models");
        File.Exists(_repository["artifacts/results/paper/ADD-12.json"]).Should().BeTrue();
        File.Exists(_repository["artifacts/results/ADD-12.json"]).Should().BeFalse();
        Verdicts(await ReproProcess.Run(_repository.Root, "list", "--json"))["ADD-12"].Should().BeNull();
        Verdicts(await ReproProcess.Run(_repository.Root, "list", "--preset", "paper", "--json"))["ADD-12"].Should().Be("notMeasured");
    }

    private static Dictionary<string, string?> Verdicts(ReproProcess.Finished list)
    {
        list.Code.Should().Be(0, list.Errors);
        using var json = JsonDocument.Parse(list.Output);
        return json.RootElement.EnumerateArray().ToDictionary(
            row => row.GetProperty("id").GetString()!, row => row.GetProperty("verdict").GetString(), StringComparer.Ordinal);
    }

    private sealed class Prepared(ClaimResult result) : IClaimMeasurement
    {
        public Claim Claim => result.Claim;

        public ClaimResult Measure(IModelSource models, CancellationToken cancellation = default) => result;
    }
}
