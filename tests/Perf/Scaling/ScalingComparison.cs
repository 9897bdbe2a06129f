using System.Diagnostics;
using System.Globalization;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed;
using Repro.Models.Transformer;

namespace Repro.Perf.Scaling;

/// <summary>
/// What cores bring: one model on one thread, on two, and two models side by side with one thread each, in turn, several rounds;
/// of the steps' medians the median over the rounds counts.
/// </summary>
internal static class ScalingComparison
{
    private const int Rounds = 5;
    private static readonly (string Size, int Steps)[] Sizes =
        [("add_d5_l2_h3", 200), ("mix_d6_l3_h4", 100), ("add_d15_l2_h3", 60), ("paper:add_d6_l2_h3", 8)];

    public static int Run()
    {
        var lines = new List<string>
        {
            "| model | 1 thread, ms a step | 2 threads, ms a step | speed-up | two models, ms a step of both | speed-up |",
            "|---|---|---|---|---|---|",
        };
        foreach (var (size, steps) in Sizes)
        {
            var (one, two, pair) = (new double[Rounds], new double[Rounds], new double[Rounds]);
            for (var round = 0; round < Rounds; round++)
            {
                one[round] = Milliseconds(size, steps, threads: 1);
                two[round] = Milliseconds(size, steps, threads: 2);
                pair[round] = SideBySide(size, steps);
            }

            var (a, b, c) = (Median(one), Median(two), Median(pair));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"| {size} | {a:F2} | {b:F2} | {a / b:F2} | {c:F2} | {2 * a / c:F2} |"));
        }

        Report.Write("scaling.md", lines);
        return 0;
    }

    private static double SideBySide(string size, int steps)
    {
        // Both start together, and the slower one counts.
        var results = new double[2];
        using var start = new Barrier(2);
        var threads = new Thread[2];
        for (var i = 0; i < 2; i++)
        {
            var index = i;
            threads[i] = new Thread(() => results[index] = Milliseconds(size, steps, threads: 1, start));
            threads[i].Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        return results.Max();
    }

    private static double Milliseconds(string size, int steps, int threads, Barrier? start = null)
    {
        var plan = Work.Sizes.Plan(size);
        var data = plan.CreateData();
        var batch = new TokenBatch(data.BatchSize, data.SequenceLength);
        using var engine = new ManagedEngine(plan.Config, threads);
        engine.SetParameters(Parameters.Initialise(plan.Config, plan.Recipe.Seed));
        Train(0, Math.Max(3, steps / 5));
        start?.SignalAndWait();
        return Median(Train(steps, steps));

        double[] Train(int first, int count)
        {
            var times = new double[count];
            for (var i = 0; i < count; i++)
            {
                var begin = Stopwatch.GetTimestamp();
                data.Fill(first + i, batch);
                engine.TrainStep(batch, data.LossPositions.AsSpan(), new AdamWStep(first + i + 1, 1e-4));
                times[i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            }

            return times;
        }
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
