using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed;
using Repro.Models.Storage;
using Repro.Models.Transformer;
using Repro.Perf.Work;

namespace Repro.Perf.Peers;

/// <summary>
/// Our training step and eager PyTorch's in turn, on one and two threads: first that both compute the same loss and gradients from
/// the same parameters, then the medians and their ratio. PyTorch is tried with several settings and its best one counts.
/// </summary>
internal static class PeerComparison
{
    // The aims on one and two threads.
    private static readonly double[] CompactAims = [2.2, 3.5];
    private static readonly double[] PaperAims = [1.4, 1.7];

    private static readonly (string Size, int Steps)[] Sizes =
        [("add_d5_l2_h3", 100), ("add_d10_l2_h3", 50), ("mix_d6_l3_h4", 50), ("paper:add_d6_l2_h3", 8)];

    /// <summary>Writes the comparison, and holds our steps near the multiples of PyTorch's speed that were aimed at.</summary>
    public static int Run(IReadOnlyList<string> sizes)
    {
        var chosen = sizes.Count == 0 ? Sizes : [.. Sizes.Where(size => sizes.Contains(size.Size, StringComparer.Ordinal))];
        if (chosen.Length == 0)
        {
            Console.Error.WriteLine($"Unknown sizes {string.Join(", ", sizes)}; there are {string.Join(", ", Sizes.Select(size => size.Size))}.");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("repro-peers-").FullName;
        var lines = new List<string>();
        var floors = new List<Floor>();
        try
        {
            var peak = FmaPeak.Measure();
            lines.Add($"Multiply-add peak of one thread: {peak:F0} GFLOP/s. Times are medians in milliseconds a step, batch 64.");
            lines.Add("");
            lines.Add("| model | threads | ours | of peak | PyTorch | its settings | ratio | ours vs 1 thread |");
            lines.Add("|---|---|---|---|---|---|---|---|");
            foreach (var (size, steps) in chosen)
            {
                Compare(size, steps, folder, peak, lines, floors);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Report.Write("peers.md", lines);
        return Floor.Judge(floors);
    }

    private static void Compare(string size, int steps, string folder, double peak, List<string> lines, List<Floor> floors)
    {
        var plan = Work.Sizes.Plan(size);
        var batch = Work.Sizes.FirstBatch(plan);
        var parameters = Parameters.Initialise(plan.Config, plan.Recipe.Seed);
        var positions = plan.Layout.LossPositions;
        var file = Path.Combine(folder, "parameters.safetensors");
        new ModelFile { Name = size, Parameters = parameters, Recipe = plan.Recipe, Data = plan.CreateData().Identity, Step = 0 }.Save(file);
        var request = PeerRequest.Of(plan, batch, file) with { Gradients = Path.Combine(folder, "gradients.bin") };
        CheckSameGradients(size, plan, batch, parameters, request);

        var flops = TransformerFlops.Step(plan.Config, batch.Count, positions, Work.Sizes.DistinctPairs(batch, positions));
        var single = 0.0;
        foreach (var threads in new[] { 1, 2 })
        {
            var timed = request with { Gradients = null, Threads = threads, WarmUp = Math.Max(3, steps / 5), Steps = steps };
            var torch = (Milliseconds: double.PositiveInfinity, Settings: "");
            var ours = double.PositiveInfinity;
            foreach (var (policy, update, core) in TorchProcess.Settings)
            {
                // In turn, so that a drift of the machine's speed meets both.
                ours = Math.Min(ours, Ours(plan, batch, parameters, threads, steps));
                var answer = TorchProcess.Run(timed with { Update = update }, policy, core);
                var median = Median(answer.Milliseconds);
                if (median < torch.Milliseconds)
                {
                    torch = (median, $"{answer.Version}, {policy.ToLowerInvariant()} waiting, {update} AdamW, {core ?? "default"} BLAS kernels");
                }
            }

            single = threads == 1 ? ours : single;
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"| {size} | {threads} | {ours:F2} | {flops / ours / 1e6 / threads / peak:P0} | {torch.Milliseconds:F2} | {torch.Settings} | {torch.Milliseconds / ours:F2} | {single / ours:F2} |"));
            var aims = size.StartsWith("paper:", StringComparison.Ordinal) ? PaperAims : CompactAims;
            floors.Add(Floor.Below(aims[threads - 1], $"the speed of {size} with {threads} threads beside PyTorch's", torch.Milliseconds / ours));
        }
    }

    private static void CheckSameGradients(string size, TrainingPlan plan, TokenBatch batch, Parameters parameters, PeerRequest request)
    {
        using var engine = new ManagedEngine(plan.Config, 1);
        engine.SetParameters(parameters);
        var gradients = new Parameters(parameters.Layout);
        var ours = engine.ComputeGradients(batch, plan.Layout.LossPositions.AsSpan(), gradients);
        var theirs = TorchProcess.Run(request, "PASSIVE");

        // float32 sums of up to some thousand terms in different orders: a few hundred units of 2^-24 relative to the norm.
        const double Tolerance = 5e-5;
        if (Math.Abs(ours.Loss - theirs.Loss) > Tolerance * Math.Abs(theirs.Loss))
        {
            throw new InvalidOperationException($"{size}: our loss is {ours.Loss:R}, PyTorch's {theirs.Loss:R}.");
        }

        var values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(request.Gradients!).AsSpan());
        foreach (var spec in parameters.Layout.All)
        {
            var (difference, norm) = (0.0, 0.0);
            for (var i = 0; i < spec.Length; i++)
            {
                var theirsHere = values[spec.Offset + i];
                difference += Math.Pow(gradients[spec][i] - theirsHere, 2);
                norm += Math.Pow(theirsHere, 2);
            }

            // b_K has no effect on the softmax: its gradient is rounding noise on both sides.
            var noise = spec.Name.EndsWith("b_K", StringComparison.Ordinal) ? 1e-6 : 0;
            if (Math.Sqrt(difference) > (Tolerance * Math.Sqrt(norm)) + noise)
            {
                throw new InvalidOperationException(
                    $"{size}: the gradient of {spec.Name} differs from PyTorch's by {Math.Sqrt(difference):G3} at a norm of {Math.Sqrt(norm):G3}.");
            }
        }
    }

    private static double Ours(TrainingPlan plan, TokenBatch batch, Parameters parameters, int threads, int steps)
    {
        using var engine = new ManagedEngine(plan.Config, threads);
        engine.SetParameters(parameters);
        var times = new double[steps];
        for (var step = -Math.Max(3, steps / 5); step < steps; step++)
        {
            var start = Stopwatch.GetTimestamp();
            engine.TrainStep(batch, plan.Layout.LossPositions.AsSpan(), new AdamWStep(Math.Max(step + 1, 1), plan.Recipe.LearningRate));
            if (step >= 0)
            {
                times[step] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        return Median(times);
    }

    /// <summary>The median of some times.</summary>
    public static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
