using System.CommandLine;
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
        var json = SharedOptions.Json();
        var command = new Command(
            "run",
            "Measures claims, trains the models they need, writes artifacts/results/CLAIM.json and prints the verdicts. "
            + "Exit code 0 if every claim is reproduced, 1 if one is not.") { ids, models, threads, device, json };
        command.SetAction(parsed => Run(
            parsed.GetValue(ids)!,
            SharedOptions.ThreadsOrAll(parsed.GetValue(threads)),
            SharedOptions.DeviceOrDefault(parsed.GetValue(device)),
            Published(parsed.GetValue(models)),
            parsed.GetValue(json)));
        return command;
    }

    private static int Run(string[] ids, int threads, string? device, QuantaMaths? published, bool json)
    {
        // All that can be wrong with the request is found before hours of measuring.
        var measurements = ids.Length == 0 ? [.. ClaimCatalogue.All] : ids.Select(Find).Distinct().ToArray();
        var store = ResultStore.Locate();
        _ = new EngineFactory(device, threads);
        using var interruption = new Interruption();
        return Measure(measurements, store, device, threads, json, interruption.Token, published);
    }

    /// <summary>
    /// Measures these claims one after the other; each result is written before the next is begun. Results on published models are
    /// not written: a result file is about the models that its claim names, trained here.
    /// </summary>
    internal static int Measure(
        IEnumerable<IClaimMeasurement> measurements,
        ResultStore store,
        string? device,
        int threads,
        bool json,
        CancellationToken cancellation,
        QuantaMaths? published = null)
    {
        var results = new List<ClaimResult>();
        foreach (var measurement in measurements)
        {
            var claim = measurement.Claim;
            Console.Error.WriteLine($"measuring {claim.Id}: {claim.Statement}");
            var result = measurement.Measure(Models(claim, device, threads, published, cancellation), cancellation);
            if (published is null)
            {
                Console.Error.WriteLine($"wrote {store.Write(result)}");
            }

            results.Add(result);
        }

        Print(results, json);
        return results.All(result => result.Verdict == Verdict.Reproduced) ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>The table's rows of a measurement, and below it of the values that it was made from.</summary>
    internal static IEnumerable<string[]> Rows(ClaimResult result, Measurement? measured) => measured is null
        ? [[result.Claim.Id, VerdictText.Of(result.Verdict), "", "", "", ""]]
        : measured.Parts.Select(part => (string[])["", "", $"  {part.Name}", .. Figures(part)])
            .Prepend([result.Claim.Id, VerdictText.Of(result.Verdict), measured.Name, .. Figures(measured)]);

    private static IModelSource Models(Claim claim, string? device, int threads, QuantaMaths? published, CancellationToken cancellation)
    {
        if (published is not null)
        {
            return new PublishedModels(published, new EngineFactory(device, threads));
        }

        var files = claim.Tier == CostTier.Claim ? ModelFolder.Locate(Environment.CurrentDirectory) : null;
        return new TrainedModels(device, threads, files, TrainingDisplay.Show, cancellation);
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
