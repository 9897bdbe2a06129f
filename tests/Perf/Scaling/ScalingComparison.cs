using System.Diagnostics;
using System.Globalization;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed;
using Repro.Models.Transformer;
using Repro.Perf.Work;

namespace Repro.Perf.Scaling;

/// <summary>
/// What a second core brings: one model on one thread, on two, and two models side by side with one thread each, in turn, several
/// rounds. Beside them, in the same rounds, what the machine itself allows: a loop of multiply-adds on registers and a copy of
/// memory, alone and two at once. Speed-ups are medians of each round's own ratio, as the machine changes its speed from round to round.
/// </summary>
internal static class ScalingComparison
{
    private const int Rounds = 7;

    // Of what two loops of multiply-adds gain: busy hosts left 0.78 of it, quiet ones 0.93 and more.
    private const double LeastOfLoops = 0.75;
    private static readonly (string Size, int Steps)[] Sizes =
        [("add_d5_l2_h3", 150), ("mix_d6_l3_h4", 60), ("add_d15_l2_h3", 50), ("paper:add_d6_l2_h3", 6)];

    /// <summary>Writes the comparison, and holds two threads to most of what the machine allows.</summary>
    public static int Run()
    {
        var floors = new List<Floor>();
        var lines = new List<string>
        {
            "| model | 1 thread, ms a step | 2 threads, ms a step | speed-up | two models, ms a step of both | speed-up | two multiply-add loops | two copies |",
            "|---|---|---|---|---|---|---|---|",
        };
        foreach (var (size, steps) in Sizes)
        {
            var rounds = Enumerable.Range(0, Rounds).Select(_ => Measure(size, steps)).ToArray();
            double Typical(Func<Round, double> value) => Median([.. rounds.Select(value)]);
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"| {size} | {Typical(r => r.One):F2} | {Typical(r => r.Two):F2} | {Typical(r => r.One / r.Two):F2} | {Typical(r => r.Pair):F2} | {Typical(r => 2 * r.One / r.Pair):F2} | {Typical(r => r.Loops):F2} | {Typical(r => r.Copies):F2} |"));
            floors.Add(new Floor($"of two loops' speed-up that of two threads in {size}", Typical(r => r.One / r.Two / r.Loops), LeastOfLoops));
        }

        Report.Write("scaling.md", lines);
        return Floor.Judge(floors);
    }

    // The machine's own share is measured before and after the models, and the mean counts.
    private static Round Measure(string size, int steps)
    {
        var (loops, copies) = (SpeedUp(Loop), SpeedUp(Copy));
        var one = Train(size, steps, threads: 1, start: null);
        var two = Train(size, steps, threads: 2, start: null);
        var pair = SideBySide(start => Train(size, steps, threads: 1, start));
        return new Round(one, two, pair, (loops + SpeedUp(Loop)) / 2, (copies + SpeedUp(Copy)) / 2);
    }

    private static double SpeedUp(Func<Barrier?, double> work) => 2 * work(null) / SideBySide(work);

    // Both start together, and the slower one counts.
    private static double SideBySide(Func<Barrier?, double> work)
    {
        var results = new double[2];
        using var start = new Barrier(2);
        var threads = new Thread[2];
        for (var i = 0; i < 2; i++)
        {
            var index = i;
            threads[i] = new Thread(() => results[index] = work(start));
            threads[i].Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        return results.Max();
    }

    private static double Train(string size, int steps, int threads, Barrier? start)
    {
        var plan = Work.Sizes.Plan(size);
        var data = plan.CreateData();
        var batch = new TokenBatch(data.BatchSize, data.SequenceLength);
        using var engine = new ManagedEngine(plan.Config, threads);
        engine.SetParameters(Parameters.Initialise(plan.Config, plan.Recipe.Seed));
        var step = 0;
        void Step()
        {
            data.Fill(step, batch);
            engine.TrainStep(batch, data.LossPositions.AsSpan(), new AdamWStep(++step, 1e-4));
        }

        return Milliseconds(Step, Math.Max(3, steps / 5), steps, start);
    }

    private static double Loop(Barrier? start) => Milliseconds(() => FmaPeak.Run(1_000_000), 3, 40, start);

    private static double Copy(Barrier? start)
    {
        var (source, destination) = (new float[16 << 20], new float[16 << 20]);
        source.AsSpan().Fill(1);
        return Milliseconds(() => source.AsSpan().CopyTo(destination), 3, 20, start);
    }

    // Median over the counted repeats; those before only warm up.
    private static double Milliseconds(Action work, int before, int counted, Barrier? start)
    {
        for (var i = 0; i < before; i++)
        {
            work();
        }

        start?.SignalAndWait();
        var times = new double[counted];
        for (var i = 0; i < counted; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }

        return Median(times);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private readonly record struct Round(double One, double Two, double Pair, double Loops, double Copies);
}
