using System.CommandLine;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Cli.Output;
using Repro.Models.Engines;

namespace Repro.Cli.Commands;

/// <summary><c>repro run</c>: measures claims and writes their results.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("CLAIM") { Description = "Ids such as ADD-02; all claims when none is named." };
        var threads = SharedOptions.Threads($"one for each processor by default, of which training a model uses at most {EngineFactory.TrainingThreads}");
        var device = SharedOptions.Device();
        var models = new Option<string?>("--models")
        {
            Description = $"{QuantaMaths.Collection}: measure the authors' own checkpoints, which repro fetch downloads, in place of ours; "
                + "the verdicts are printed and no result is written.",
            HelpName = "COLLECTION",
        };
        var preset = SharedOptions.Preset();
        preset.Description = "paper: measure the models of artifacts/zoo/paper in place of the compact ones, as many as are there; the results go to artifacts/results/paper.";
        var json = SharedOptions.Json();
        var command = new Command(
            "run",
            "Measures claims, trains the models they need, writes artifacts/results/CLAIM.json and prints the verdicts. "
            + "Exit code 0 if every claim is reproduced, 1 if one is not.") { ids, models, preset, threads, device, json };
        command.SetAction(parsed => Run(
            parsed.GetValue(ids)!,
            new EngineFactory(SharedOptions.DeviceOrDefault(parsed.GetValue(device)), SharedOptions.ThreadsOrAll(parsed.GetValue(threads))),
            Published(parsed.GetValue(models)),
            Names.ParsePreset(parsed.GetValue(preset)!),
            parsed.GetValue(json)));
        return command;
    }

    /// <summary>
    /// Measures these claims one after the other; each result is written before the next is begun. Also where a claim ends in an error or is
    /// interrupted, those before it are printed.
    /// </summary>
    /// <param name="measurements">The claims.</param>
    /// <param name="models">Where each gets its models.</param>
    /// <param name="store">Where results go; null writes none.</param>
    /// <param name="json">Whether the results are printed as JSON.</param>
    /// <param name="cancellation">Ends the measuring.</param>
    internal static int Measure(
        IEnumerable<IClaimMeasurement> measurements, Func<Claim, IModelSource> models, ResultStore? store, bool json, CancellationToken cancellation)
    {
        if (store is not null)
        {
            WritableFolder.Make(store.Folder);
        }

        var results = new List<ClaimResult>();
        try
        {
            foreach (var measurement in measurements)
            {
                var claim = measurement.Claim;
                Console.Error.WriteLine($"measuring {claim.Id}: {claim.Statement}");
                var result = measurement.Measure(models(claim), cancellation);
                results.Add(result);
                if (store is not null)
                {
                    Console.Error.WriteLine($"wrote {store.Write(result)}");
                }
            }
        }
        finally
        {
            if (results.Count > 0)
            {
                Print(results, json);
            }
        }

        return results.All(result => result.Verdict == Verdict.Reproduced) ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>The table's rows of a measurement, and below it of the values that it was made from.</summary>
    internal static IEnumerable<string[]> Rows(ClaimResult result, Measurement? measured) => measured is null
        ? [[result.Claim.Id, VerdictText.Of(result.Verdict), "", "", "", ""]]
        : measured.Parts.Select(part => (string[])["", "", $"  {part.Name}", .. Figures(part)])
            .Prepend([result.Claim.Id, VerdictText.Of(result.Verdict), measured.Name, .. Figures(measured)]);

    private static int Run(string[] ids, EngineFactory engines, QuantaMaths? published, Preset preset, bool json)
    {
        // All that can be wrong with the request is found before hours of measuring.
        var elsewhere = published is not null || preset == Preset.Paper;
        if (published is not null && preset == Preset.Paper)
        {
            throw new FormatException($"--models {QuantaMaths.Collection} are of the published size; leave out --preset {Names.Of(preset)}.");
        }

        var measurements = ids.Length == 0
            ? ClaimCatalogue.All.Where(measurement => !elsewhere || measurement.Claim.Tier == CostTier.Claim).ToArray()
            : [.. ids.Select(Find).Distinct()];
        if (elsewhere && Array.Find(measurements, measurement => measurement.Claim.Tier == CostTier.Fast) is { } fast)
        {
            throw new FormatException($"{fast.Claim.Id} measures none of these models; leave out --preset or --models.");
        }

        using var interruption = new Interruption();
        var token = interruption.Token;

        // A result file of the store is about the models that its claim names, trained here.
        return published is not null
            ? Measure(measurements, _ => new PublishedModels(published, engines), store: null, json, token)
            : Measure(measurements, claim => Ours(claim, engines, preset, token), ResultStore.Locate().For(preset), json, token);
    }

    private static TrainedModels Ours(Claim claim, EngineFactory engines, Preset preset, CancellationToken cancellation)
    {
        var files = claim.Tier == CostTier.Claim || preset == Preset.Paper ? ModelFolder.Locate(Environment.CurrentDirectory) : null;
        return new TrainedModels(engines, files, TrainingDisplay.Show, preset, cancellation);
    }

    private static QuantaMaths? Published(string? collection) => collection switch
    {
        null => null,
        QuantaMaths.Collection => QuantaMaths.Locate(),
        _ => throw new FormatException($"'{collection}' is not a collection of models; there is {QuantaMaths.Collection}."),
    };

    private static void Print(List<ClaimResult> results, bool json)
    {
        if (json)
        {
            Results.Json(results);
            return;
        }

        Results.Table(
            ["claim", "verdict", "measured on", "value", "published", "bounds"],
            results.SelectMany(result => result.Measurements.DefaultIfEmpty(), (result, measured) => (Result: result, Measured: measured))
                .SelectMany(row => Rows(row.Result, row.Measured)));
        foreach (var result in results)
        {
            Results.Line($"{result.Claim.Id}: {VerdictText.Of(result.Verdict)}. {result.Reason}");
        }
    }

    private static string[] Figures(Measurement measured) =>
    [
        $"{measured.Value}",
        measured.Raw.TryGetValue(Measurement.Published, out var published) ? $"{published}" : "",
        measured.Bounds is { } bounds ? $"{measured.BoundsOf} {BoundsText.Of(bounds)}" : "exact",
    ];

    private static IClaimMeasurement Find(string id)
    {
        var known = ClaimCatalogue.All.Select(measurement => measurement.Claim.Id).ToArray();
        return known.Contains(id, StringComparer.OrdinalIgnoreCase)
            ? ClaimCatalogue.Find(id)
            : throw new FormatException($"There is no claim '{id}'; {NearestNames.Suggest(id, known)}.");
    }
}
