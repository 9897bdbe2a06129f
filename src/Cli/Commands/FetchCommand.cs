using System.Collections.Immutable;
using System.CommandLine;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Cli.Output;
using Repro.Models.Hub;

namespace Repro.Cli.Commands;

/// <summary><c>repro fetch</c>: downloads what others published.</summary>
internal static class FetchCommand
{
    public static Command Create() => new("fetch", $"Downloads published models into a cache: {CacheFolder.Variable}, else ~/.cache/repro.")
    {
        CreateQuantaMaths(),
    };

    private static Command CreateQuantaMaths()
    {
        var name = new Argument<string>("NAME") { Description = "The model's full name, for instance add_d5_l2_h3_t15K_s372001." };
        var json = SharedOptions.Json();
        var command = new Command(
            QuantaMaths.Collection,
            "A checkpoint of the authors of arXiv 2402.02619 with its training loss, behaviours and features, from the Hugging Face hub, "
            + $"or the mirror in {QuantaMaths.HubVariable}. An interrupted download goes on where it stopped; a file that is present is only checked.")
        {
            name, json,
        };
        command.SetAction(parsed => Fetch(TypedName.Parse(parsed.GetValue(name)!), parsed.GetValue(json)));
        return command;
    }

    private static int Fetch(ModelName name, bool json)
    {
        var models = QuantaMaths.Locate();
        using var interruption = new Interruption();
        using var downloader = new Downloader(new DownloadLimits(), Console.Error.WriteLine);
        var files = Download(models, name, downloader, interruption.Token);

        var model = NamedModel.Load(models.WeightsOf(name));
        var (config, hash) = (model.Parameters.Layout.Config, model.Parameters.Hash());
        if (json)
        {
            Results.Json(new
            {
                Model = name.ToString(),
                Config = config,
                ParametersSha256 = hash,
                Files = files.Select(file => new { file.File, Bytes = new FileInfo(file.File).Length, file.Sha256 }),
            });
            return ExitCode.Done;
        }

        Results.Line($"model       {name}: {config.Layers} layers, {config.Heads} heads, d_model {config.DModel}, {model.Parameters.Layout.Count:#,0} parameters");
        Results.Line($"parameters  sha256 {hash}");
        Results.Table(
            ["file", "bytes", "sha256"],
            files.Select(file => new[] { file.File, $"{new FileInfo(file.File).Length:#,0}", file.Sha256 }));
        Results.Line($"Use it as {QuantaMaths.Collection}:{name}, for instance repro eval {QuantaMaths.Collection}:{name}");
        return ExitCode.Done;
    }

    private static ImmutableArray<(string File, string Sha256)> Download(
        QuantaMaths models, ModelName name, Downloader downloader, CancellationToken cancellation)
    {
        try
        {
            return models.Fetch(name, downloader, cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException("The download was ended; the same command goes on from there.", e, cancellation);
        }
    }
}
