using System.Text.Json;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Tests.Ledger;
using Repro.Claims.Zoo;
using Repro.Cli.Commands;
using Repro.Models.Storage.PyTorch;
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

        RunCommand.Measure([new Prepared(result)], store, device: null, threads: 1, json: true, CancellationToken.None).Should().Be(code);

        store.LastVerdict(Samples.Claim.Id).Should().Be(result.Verdict);
    }

    [Fact]
    public async Task Run_ClaimWhoseModelsAreMissing_SaysHowToMakeThem()
    {
        var run = await ReproProcess.Run(_repository.Root, "run", "ADD-07");

        run.Code.Should().Be(1);
        run.Output.Should().Contain("ADD-07: not measured. 1 of 1 models are not in the paper zoo; "
            + "'repro zoo train add_d6_l2_h3_t15K_s372001 --preset paper' trains and measures them.");
    }

    [Fact]
    public void Rows_MeasurementWithParts_ShowsThemBelowItWithThePublishedFigure()
    {
        var part = new Measurement("a model", 3) { Raw = Measurement.RawOf((Measurement.Published, 2)) };
        var measured = new Measurement("models", 1) { Parts = [part] };

        RunCommand.Rows(Samples.Result(controlPassed: true, 1), measured).Select(cells => string.Join('|', cells))
            .Should().Equal("TST-01|reproduced|models|1||exact", "||  a model|3|2|exact");
    }

    [Fact]
    public void Measure_PublishedModels_AreMeasuredAndNothingIsWritten()
    {
        var folder = Directory.CreateDirectory(_repository["cache/quanta-maths/mix_d1_l2_h2_t1K_s5"]).FullName;
        var weights = Path.Combine(AppContext.BaseDirectory, "model.pth");
        File.Copy(weights, Path.Combine(folder, "model.pth"));
        var published = new QuantaMaths(new Uri("http://127.0.0.1:1/"), _repository["cache"]);
        var store = new ResultStore(_repository["results"], commit: null);
        var measurement = new Prepared(Samples.Result(controlPassed: true, 1), "mix_d1_l2_h2");

        RunCommand.Measure([measurement], store, device: null, threads: 1, json: true, CancellationToken.None, published).Should().Be(0);

        measurement.Measured.Should().Be(PyTorchModel.Load(weights).Hash());
        store.LastVerdict(Samples.Claim.Id).Should().BeNull();
    }

    private static Dictionary<string, string?> Verdicts(ReproProcess.Finished list)
    {
        list.Code.Should().Be(0, list.Errors);
        using var json = JsonDocument.Parse(list.Output);
        return json.RootElement.EnumerateArray().ToDictionary(
            row => row.GetProperty("id").GetString()!, row => row.GetProperty("verdict").GetString(), StringComparer.Ordinal);
    }

    private sealed class Prepared(ClaimResult result, string? model = null) : IClaimMeasurement
    {
        public Claim Claim => result.Claim;

        /// <summary>Hash of the model that the source gave, where one was asked for.</summary>
        public string? Measured { get; private set; }

        public ClaimResult Measure(IModelSource models, CancellationToken cancellation = default)
        {
            if (model is not null)
            {
                using var engine = models.Trained(ModelName.Parse(model));
                Measured = engine.GetParameters().Hash();
            }

            return result;
        }
    }
}
