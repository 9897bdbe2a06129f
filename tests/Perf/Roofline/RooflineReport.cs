using System.Diagnostics;
using System.Globalization;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed;
using Repro.Models.Transformer;
using Repro.Perf.Work;

namespace Repro.Perf.Roofline;

/// <summary>
/// What bounds a training step on one thread: its operations at the multiply-add peak, and the bytes of gradients, parameters and
/// moments that it must move at the bandwidth of a copy, beside the time that it takes.
/// </summary>
internal static class RooflineReport
{
    private static readonly (string Size, int Steps)[] Sizes =
        [("add_d5_l2_h3", 200), ("add_d10_l2_h3", 100), ("add_d15_l2_h3", 60), ("mix_d6_l3_h4", 60), ("mix_d13_l3_h4", 40), ("paper:add_d6_l2_h3", 8)];

    /// <summary>Writes the report, and holds the steps near the shares of the peak that were aimed at: 55 % for compact models, 65 % at the published size.</summary>
    public static int Run()
    {
        var peak = FmaPeak.Measure();
        var bandwidth = CopyBandwidth();
        var rows = Array.ConvertAll(Sizes, size => (size.Size, Row: Row(size.Size, size.Steps, peak, bandwidth)));
        Report.Write("roofline.md",
        [
            string.Create(CultureInfo.InvariantCulture, $"One thread: multiply-add peak {peak:F0} GFLOP/s, copy bandwidth {bandwidth:F1} GB/s (bytes read plus written)."),
            "",
            "| model | parameters | GFLOP a step | at peak, ms | MB moved by gradients and update | at copy bandwidth, ms | measured, ms | of peak |",
            "|---|---|---|---|---|---|---|---|",
            .. rows.Select(row => row.Row.Line),
        ]);
        return Floor.Judge(rows.Select(row => Floor.Below(
            row.Size.StartsWith("paper:", StringComparison.Ordinal) ? 0.65 : 0.55, $"the share of the peak of {row.Size}", row.Row.OfPeak)));
    }

    private static (string Line, double OfPeak) Row(string size, int steps, double peak, double bandwidth)
    {
        var plan = Work.Sizes.Plan(size);
        var positions = plan.Layout.LossPositions;
        var batch = Work.Sizes.FirstBatch(plan);
        var flops = TransformerFlops.Step(plan.Config, batch.Count, positions, Work.Sizes.DistinctPairs(batch, positions));

        // Per parameter and step, 4 bytes each: four shards' gradients written and read; parameter and two moments read and
        // written; two packed copies written.
        var parameters = new ParameterLayout(plan.Config).Count;
        var bytes = 4.0 * parameters * ((2 * GradientComputation.MostShards) + 6 + 2);

        using var engine = new ManagedEngine(plan.Config, 1);
        engine.SetParameters(Parameters.Initialise(plan.Config, plan.Recipe.Seed));
        var times = new double[steps];
        for (var step = -Math.Max(3, steps / 5); step < steps; step++)
        {
            var start = Stopwatch.GetTimestamp();
            engine.TrainStep(batch, positions.AsSpan(), new AdamWStep(Math.Max(1, step + 1), 1e-4));
            if (step >= 0)
            {
                times[step] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        var measured = times.Order().ElementAt(steps / 2);
        var ofPeak = flops / measured / 1e6 / peak;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"| {size} | {parameters:N0} | {flops / 1e9:F3} | {flops / peak / 1e6:F2} | {bytes / 1e6:F1} | {bytes / bandwidth / 1e6:F2} | {measured:F2} | {ofPeak:P0} |");
        return (line, ofPeak);
    }

    // GB/s of copying 128 MB, more than a cache holds; filled first, as untouched memory is one shared page of zeros.
    private static double CopyBandwidth()
    {
        var (source, destination) = (new float[32 << 20], new float[32 << 20]);
        source.AsSpan().Fill(1);
        var best = 0.0;
        for (var trial = 0; trial < 8; trial++)
        {
            var start = Stopwatch.GetTimestamp();
            source.AsSpan().CopyTo(destination);
            best = Math.Max(best, 2.0 * sizeof(float) * source.Length / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9);
        }

        return best;
    }
}
