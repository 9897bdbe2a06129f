using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed;
using Repro.Models.Engines.Managed.Passes;
using Repro.Models.Transformer;
using Repro.Perf.Work;

namespace Repro.Perf.Scan;

/// <summary>
/// Interventions per second: the node scan of the largest mixed model, every head and MLP at every position of 600 questions replaced
/// by its mean, each as a whole forward pass and as a run that is prepared once. Parameters are random; times do not depend on them.
/// </summary>
internal static class NodeScan
{
    private const string Size = "mix_d13_l3_h4";
    private const int Questions = 600;
    private const int Rounds = 3;

    // Whole passes cost all the same, so a few of them tell the time of all.
    private const int WholeEvery = 40;

    // 5.6 measured; by count of operations 8.9.
    private const double LeastTimesFaster = 4;

    /// <summary>Writes the comparison, and holds prepared runs to a multiple of the speed of whole passes.</summary>
    public static int Run()
    {
        var floors = new List<Floor>();
        var plan = Sizes.Plan(Size);
        var batch = new TokenBatch(Questions, plan.Layout.Length);
        QuestionSet.Uniform(plan.Layout, Operation.Add, seed: 1).Fill(0, batch);
        ImmutableArray<int> all = [.. Enumerable.Range(0, batch.Length)];
        var peak = FmaPeak.Measure();
        var lines = new List<string>();
        foreach (var threads in new[] { 1, 2 })
        {
            using var engine = new ManagedEngine(plan.Config, threads);
            engine.SetParameters(Parameters.Initialise(plan.Config, plan.Recipe.Seed));
            var nodes = Nodes(engine, batch);
            var whole = TransformerFlops.Computed(plan.Config, Sequences.Whole(plan.Config, batch, all.AsSpan(), batch.Length));
            var changed = nodes.Average(node => TransformerFlops.Computed(plan.Config, Reach.Of(plan.Config, batch, node, plan.Layout.LossPositions)));
            if (lines.Count == 0)
            {
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Node scan of {Size}: {nodes.Count} interventions of {Questions} questions each. Multiply-add peak {peak:F0} GFLOP/s a core. Operations of one intervention: whole pass {whole / 1e9:F2} GFLOP, prepared run {changed / 1e9:F2} GFLOP on average ({whole / changed:F1} times fewer)."));
                lines.AddRange([
                    "",
                    "| threads | whole pass, interventions/s | of peak | scan, s (estimated) | prepared, interventions/s | of peak | scan, s (measured) | of which preparing, s | times faster |",
                    "|---|---|---|---|---|---|---|---|---|",
                ]);
            }

            var rounds = Enumerable.Range(0, Rounds).Select(_ => Measure(engine, batch, plan.Layout.LossPositions, nodes)).ToArray();
            var wholeSeconds = Median(rounds.Select(round => round.Whole));
            var (preparing, scan) = (Median(rounds.Select(round => round.Preparing)), Median(rounds.Select(round => round.Scan)));
            var available = peak * 1e9 * threads;
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"| {threads} | {1 / wholeSeconds:F1} | {whole / wholeSeconds / available:P0} | {wholeSeconds * nodes.Count:F1} | {nodes.Count / scan:F1} | {changed * nodes.Count / (scan - preparing) / available:P0} | {scan:F2} | {preparing:F2} | {wholeSeconds * nodes.Count / scan:F1} |"));
            floors.Add(new Floor($"prepared runs' speed beside whole passes' with {threads} threads", wholeSeconds * nodes.Count / scan, LeastTimesFaster));
        }

        Report.Write("scan.md", lines);
        return Floor.Judge(floors);
    }

    private static List<ImmutableArray<Intervention>> Nodes(ManagedEngine engine, TokenBatch batch)
    {
        var config = engine.Config;
        var nodes = new List<ImmutableArray<Intervention>>();
        for (var layer = 0; layer < config.Layers; layer++)
        {
            HookPoint[] points = [new(HookKind.Z, layer), new(HookKind.MlpOut, layer)];
            var recorded = engine.Forward(batch, new ForwardRequest { Record = [.. points] });
            var (heads, mlp) = (recorded[points[0]].MeanOverBatch(), recorded[points[1]].MeanOverBatch());
            for (var position = 0; position < batch.Length; position++)
            {
                for (var head = 0; head < config.Heads; head++)
                {
                    nodes.Add([Intervention.Replace(points[0], heads, [position], [head])]);
                }

                nodes.Add([Intervention.Replace(points[1], mlp, [position])]);
            }
        }

        return nodes;
    }

    private static Round Measure(ManagedEngine engine, TokenBatch batch, ImmutableArray<int> wanted, List<ImmutableArray<Intervention>> nodes)
    {
        var sample = nodes.Where((_, index) => index % WholeEvery == 0).ToArray();
        var start = Stopwatch.GetTimestamp();
        foreach (var node in sample)
        {
            engine.Forward(batch, new ForwardRequest { Interventions = node, LogitPositions = wanted });
        }

        var whole = Stopwatch.GetElapsedTime(start).TotalSeconds / sample.Length;
        start = Stopwatch.GetTimestamp();
        using var prepared = engine.Prepare(batch, wanted);
        var preparing = Stopwatch.GetElapsedTime(start).TotalSeconds;
        prepared.Forward(nodes, static (_, _) => { });
        return new Round(whole, preparing, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    // Seconds: one whole pass; preparing; the whole scan with preparing.
    private readonly record struct Round(double Whole, double Preparing, double Scan);
}
