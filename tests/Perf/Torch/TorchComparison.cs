using System.Diagnostics;
using System.Globalization;
using Repro.Models.Engines.Torch;
using Repro.Models.Storage;
using Repro.Models.Transformer;
using Repro.Perf.Peers;

namespace Repro.Perf.Torch;

/// <summary>
/// The TorchSharp engine's training step and eager PyTorch's in turn, each with every setting and its best one counted; then several models in
/// one step. Both sides run in processes of their own, on the GPU where there is one and else on one and two threads.
/// </summary>
internal static class TorchComparison
{
    private static readonly (string Size, int Steps)[] Sizes = [("add_d5_l2_h3", 40), ("mix_d6_l3_h4", 25), ("paper:add_d6_l2_h3", 5)];

    private const int StepsOnGpu = 100;

    // On a GPU as many as 'zoo train' joins.
    private static readonly bool IsGpu = TorchDevice.HasCuda;
    private static readonly int Together = IsGpu ? 8 : 4;

    private const double MostRatio = 1.2;

    public static int Run(IReadOnlyList<string> sizes)
    {
        var chosen = sizes.Count == 0 ? Sizes : [.. Sizes.Where(size => sizes.Contains(size.Size, StringComparer.Ordinal))];
        if (chosen.Length == 0)
        {
            Console.Error.WriteLine($"Unknown sizes {string.Join(", ", sizes)}; there are {string.Join(", ", Sizes.Select(size => size.Size))}.");
            return 2;
        }

        List<string> lines =
        [
            FormattableString.Invariant($"Medians in milliseconds a step, batch 64. The ratio must be at most {MostRatio}."),
            "",
            FormattableString.Invariant($"| model | {(IsGpu ? "device" : "threads")} | TorchSharp | PyTorch | ratio | {Together} models at once, each |"),
            "|---|---|---|---|---|---|",
        ];
        var floors = new List<Floor>();
        var folder = Directory.CreateTempSubdirectory("repro-torch-").FullName;
        try
        {
            foreach (var (size, steps) in chosen)
            {
                foreach (var threads in IsGpu ? [1] : new[] { 1, 2 })
                {
                    lines.Add(Compare(size, IsGpu ? StepsOnGpu : steps, threads, folder, floors));
                    Console.Error.WriteLine(lines[^1]);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Report.Write(IsGpu ? "torch-cuda.md" : "torch.md", lines);
        return Floor.Judge(floors);
    }

    private static string Compare(string size, int steps, int threads, string folder, List<Floor> floors)
    {
        var plan = Work.Sizes.Plan(size);
        var file = Path.Combine(folder, "parameters.safetensors");
        var parameters = Parameters.Initialise(plan.Config, plan.Recipe.Seed);
        new ModelFile { Name = size, Parameters = parameters, Recipe = plan.Recipe, Data = plan.CreateData().Identity, Step = 0 }.Save(file);
        var request = PeerRequest.Of(plan, Work.Sizes.FirstBatch(plan), file) with
        {
            Device = IsGpu ? "cuda" : "cpu",
            Threads = threads,
            Steps = steps,
            WarmUp = Math.Max(3, steps / 5),
        };
        var where = threads.ToString(CultureInfo.InvariantCulture);
        var (ours, together, theirs) = (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        foreach (var (policy, update, core) in IsGpu ? TorchProcess.SettingsOnGpu : TorchProcess.Settings)
        {
            // In turn, so that a drift of the machine's speed meets both.
            ours = Math.Min(ours, Step(size, threads, 1, steps, policy, core));
            var answer = TorchProcess.Run(request with { Update = update }, policy, core);
            theirs = Math.Min(theirs, PeerComparison.Median(answer.Milliseconds));
            together = Math.Min(together, Step(size, threads, Together, Math.Max(3, steps / 4), policy, core) / Together);
            where = IsGpu ? answer.Device : where;
        }

        floors.Add(new Floor($"the speed of {size} {(IsGpu ? "on the GPU" : $"with {where} threads")} beside PyTorch's", theirs / ours, 1 / MostRatio));
        return string.Create(
            CultureInfo.InvariantCulture, $"| {size} | {where} | {ours:F2} | {theirs:F2} | {ours / theirs:F2} | {together:F2} |");
    }

    private static double Step(string size, int threads, int models, int steps, string policy, string? core)
    {
        var numbers = new[] { threads, models, steps }.Select(number => number.ToString(CultureInfo.InvariantCulture));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Repro.Perf.dll"), TorchStep.Verb, size, .. numbers])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        TorchProcess.Pin(start, threads, policy, core);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(output.Split(' ')[0], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The TorchSharp engine could not train {size} (exit code {process.ExitCode}).");
    }
}
