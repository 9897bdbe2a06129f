using System.Text.Json;
using FluentAssertions;
using Repro.Models.Storage.PyTorch;
using Repro.Models.Tests.Hub;
using Xunit;

namespace Repro.Claims.Tests.Cli;

/// <summary>The authors' models, from a server on this machine that has one small model of PyTorch's making.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class FetchCommandTests : IDisposable
{
    private const string Name = "mix_d1_l2_h2_t1K_s372001";

    private static readonly string Weights = Path.Combine(AppContext.BaseDirectory, "model.pth");

    private static readonly string[] Published = ["model.pth", "training_loss.json", "behaviors.json", "features.json"];

    private readonly EmptyRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Fetch_PublishedModel_CanThenBeEvaluatedWithoutTheServer()
    {
        await using var server = new ScriptedServer(Serve);
        var hash = PyTorchModel.Load(Weights).Hash();

        var fetch = await Repro(server, $"fetch quanta-maths {Name} --json");

        fetch.Code.Should().Be(0, fetch.Errors);
        using var json = JsonDocument.Parse(fetch.Output);
        json.RootElement.GetProperty("parametersSha256").GetString().Should().Be(hash);
        var folder = Path.Combine(_repository.Root, "cache", "quanta-maths", Name);
        json.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("file").GetString())
            .Should().Equal(Published.Select(file => Path.Combine(folder, file)));
        server.Requests.Select(request => request.Path).Should().Equal(
            Published.Select(file => $"/PhilipQuirke/QuantaMaths_{Name}/resolve/main/{file}"));
        File.ReadAllBytes(Path.Combine(folder, "model.pth")).Should().Equal(File.ReadAllBytes(Weights));

        var again = await Repro(server, $"fetch quanta-maths {Name}");
        again.Code.Should().Be(0, again.Errors);
        again.Output.Should().Contain($"sha256 {hash}").And.Contain("2 layers, 2 heads, d_model 6");
        server.Requests.Should().HaveCount(4, "what is present is not downloaded again");

        var eval = await Repro(server, $"eval quanta-maths:{Name} --questions 300 --json");
        eval.Code.Should().Be(0, eval.Errors);
        using var measured = JsonDocument.Parse(eval.Output);
        measured.RootElement.GetProperty("parametersSha256").GetString().Should().Be(hash);
        measured.RootElement.GetProperty("sets").EnumerateArray().Select(set => set.GetProperty("set").GetString())
            .Should().Contain(["uniform addition", "uniform subtraction"]);

        var byFile = await Repro(server, $"eval --model cache/quanta-maths/{Name}/model.pth 2-3");
        byFile.Code.Should().Be(0, byFile.Errors);
        byFile.Output.Should().StartWith("question  2-3=\n").And.EndWith("truth     -01\n");
        server.Requests.Should().HaveCount(4);
    }

    [Fact]
    public async Task Eval_FetchedModelThatWasChanged_IsRefusedByHashAndAFetchMendsIt()
    {
        await using var server = new ScriptedServer(Serve);
        await Repro(server, $"fetch quanta-maths {Name}");
        var file = Path.Combine(_repository.Root, "cache", "quanta-maths", Name, "model.pth");
        var bytes = File.ReadAllBytes(file);
        bytes[700] ^= 1;
        File.WriteAllBytes(file, bytes);

        var refused = await Repro(server, $"eval quanta-maths:{Name} 1+1");
        var mended = await Repro(server, $"fetch quanta-maths {Name}");

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith($"repro: {file}: its SHA-256 is ").And.Contain("expected");
        mended.Code.Should().Be(0, mended.Errors);
        File.ReadAllBytes(file).Should().Equal(File.ReadAllBytes(Weights));
    }

    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("KILL", 137)]
    public async Task Fetch_EndedMidway_GoesOnInTheNextProcess(string signal, int code)
    {
        const int Half = 7_000;
        var weights = File.ReadAllBytes(Weights);
        await using var server = new ScriptedServer(
            async exchange =>
            {
                await exchange.Answer("200 OK", ["ETag: \"weights\"", $"Content-Length: {weights.Length}"], weights.AsMemory(0, Half));
                await exchange.Stall();
            },
            Serve);
        var part = new FileInfo(Path.Combine(_repository.Root, "cache", "quanta-maths", Name, "model.pth.part"));
        using var process = ReproProcess.StartScript(_repository.Root, Script(server, $"fetch quanta-maths {Name}", "exec "));
        await process.Line("downloading ");
        for (var wait = 0; wait < 2_000 && !(part.Exists && part.Length == Half); wait++)
        {
            await Task.Delay(10);
            part.Refresh();
        }

        await process.Signal(signal);
        var ended = await process.End();
        var fetch = await Repro(server, $"fetch quanta-maths {Name}");

        ended.Code.Should().Be(code);
        ended.Output.Should().BeEmpty();
        fetch.Code.Should().Be(0, fetch.Errors);
        fetch.Errors.Should().StartWith("going on with ").And.Contain("model.pth at byte 7,000");
        server.Requests[1].Header("Range").Should().Be("bytes=7000-");
        File.ReadAllBytes(part.FullName[..^".part".Length]).Should().Equal(weights);
        if (code == 130)
        {
            ended.Errors.Should().EndWith("repro: The download was ended; the same command goes on from there.\n");
        }
    }

    [Fact]
    public async Task Fetch_ModelThatTheHubHasNot_SaysWhichAddress()
    {
        await using var server = new ScriptedServer(Serve);

        var refused = await Repro(server, "fetch quanta-maths add_d5_l2_h3_t15K_s1");

        refused.Code.Should().Be(2);
        refused.Errors.Should().EndWith(
            $"repro: Cannot download {server.Root}PhilipQuirke/QuantaMaths_add_d5_l2_h3_t15K_s1/resolve/main/model.pth: the server answers 404 (Not Found).\n");
        Directory.EnumerateFiles(_repository.Root, "model.pth", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task Fetch_WeightsOfAnotherShapeThanTheName_AreRefused()
    {
        await using var server = new ScriptedServer(exchange => exchange.Serve(File.ReadAllBytes(Weights), "\"x\""));

        var refused = await Repro(server, "fetch quanta-maths mix_d1_l3_h2_t1K_s372001");

        refused.Code.Should().Be(2);
        refused.Errors.Should().Contain("the model has 1 digits, 2 layers and 2 heads; its name is mix_d1_l3_h2_t1K_s372001.");
    }

    [Fact]
    public async Task Fetch_PageInPlaceOfWeights_IsRefusedByItsFirstBytes()
    {
        await using var server = new ScriptedServer(exchange => exchange.Serve("<html>please sign in</html>"u8.ToArray(), tag: null));

        var refused = await Repro(server, $"fetch quanta-maths {Name}");

        refused.Code.Should().Be(2);
        refused.Errors.Should().Contain("model.pth: it begins with the bytes 3C68746D");
    }

    [Theory]
    [InlineData("model.pth")]
    [InlineData("training_loss.json")]
    [InlineData("behaviors.json")]
    [InlineData("features.json")]
    public async Task Fetch_PageInPlaceOfAFile_IsNotKeptSoTheNextFetchTakesTheFile(string file)
    {
        var signedIn = false;
        await using var server = new ScriptedServer(exchange => !signedIn && exchange.Path.EndsWith(file, StringComparison.Ordinal)
            ? exchange.Serve("<html>please sign in</html>"u8.ToArray(), tag: null)
            : Serve(exchange));

        var refused = await Repro(server, $"fetch quanta-maths {Name}");
        signedIn = true;
        var fetched = await Repro(server, $"fetch quanta-maths {Name} --json");

        refused.Code.Should().Be(2);
        refused.Errors.Should().Contain($"/{file}: ").And.EndWith("What came was deleted.\n");
        fetched.Code.Should().Be(0, fetched.Errors);
        using var json = JsonDocument.Parse(fetched.Output);
        json.RootElement.GetProperty("parametersSha256").GetString().Should().Be(PyTorchModel.Load(Weights).Hash());
    }

    [Theory]
    [InlineData("fetch", "See repro fetch --help.")]
    [InlineData("fetch gpt9", "'gpt9'")]
    [InlineData("fetch quanta-maths", "See repro fetch quanta-maths --help.")]
    [InlineData("fetch quanta-maths add_five", "'add_five' is not a model's name: names read")]
    [InlineData("fetch quanta-maths ad_d5_l2_h3_t15K_s372001", "Of the models of the zoo the nearest are add_d5_l2_h3_t15K_s372001,")]
    [InlineData("fetch quanta-maths ../../x", "'../../x' is not a model's name")]
    [InlineData("eval quanta-maths:add_d5_l2_h3_t15K_s372001", "'repro fetch quanta-maths add_d5_l2_h3_t15K_s372001' downloads it")]
    [InlineData("eval quanta-maths:x", "'x' is not a model's name")]
    [InlineData("run ADD-02 --models quanta-maths", "'repro fetch quanta-maths add_d5_l2_h3' downloads it")]
    [InlineData("run ADD-02 --models theirs", "'theirs' is not a collection of models; there is quanta-maths")]
    public async Task AnyVerb_BadInput_AsksNobodyAndExitsWith2(string arguments, string message)
    {
        await using var server = new ScriptedServer(Serve);

        var refused = await Repro(server, arguments);

        refused.Code.Should().Be(2, refused.Errors);
        refused.Output.Should().BeEmpty();
        refused.Errors.Should().Contain(message);
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Fetch_HubThatIsNoAddress_IsRefusedByTheVariable()
    {
        var refused = await ReproProcess.RunWith("REPRO_HUB", "ftp://x", _repository.Root, "fetch", "quanta-maths", Name);

        refused.Code.Should().Be(2);
        refused.Errors.Should().Be("repro: REPRO_HUB is 'ftp://x'; it must be an address such as https://huggingface.co.\n");
    }

    [Fact]
    public async Task Eval_StateDictWithoutAName_SaysHowToNameIt()
    {
        File.Copy(Weights, _repository["weights.pth"]);
        File.Copy(Weights, _repository[Name + ".pth"]);

        var refused = await ReproProcess.Run(_repository.Root, "eval", "--model", "weights.pth", "1+1");
        var read = await ReproProcess.Run(_repository.Root, "eval", "--model", Name + ".pth", "1+1");

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith("repro: weights.pth: a state dict holds no name; name the file or its folder after the model");
        read.Code.Should().Be(0, read.Errors);
    }

    private static Task Serve(Exchange exchange) => exchange.Path switch
    {
        _ when !exchange.Path.StartsWith($"/PhilipQuirke/QuantaMaths_{Name}/resolve/main/", StringComparison.Ordinal) =>
            exchange.Answer("404 Not Found", ["Content-Length: 0"], default),
        _ when exchange.Path.EndsWith(".pth", StringComparison.Ordinal) => exchange.Serve(File.ReadAllBytes(Weights), "\"weights\""),
        _ when exchange.Path.EndsWith("training_loss.json", StringComparison.Ordinal) =>
            exchange.Serve("{\"Config\": {}, \"TrainingLoss\": [2.5, 0.25]}"u8.ToArray(), "\"loss\""),
        _ => exchange.Serve("[{\"position\": 3, \"layer\": 0, \"is_head\": true, \"num\": 1, \"tags\": [\"Fail%:<1\"]}]"u8.ToArray(), "\"nodes\""),
    };

    private Task<ReproProcess.Finished> Repro(ScriptedServer server, string arguments) =>
        ReproProcess.RunScript(_repository.Root, Script(server, arguments));

    private string Script(ScriptedServer server, string arguments, string how = "") =>
        $"export REPRO_HUB='{server.Root}' REPRO_CACHE='{_repository["cache"]}'; {how}{ReproProcess.Command} {arguments}";
}
