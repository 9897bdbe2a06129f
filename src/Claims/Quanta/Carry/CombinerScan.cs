using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Carry;

/// <summary>
/// Moves the input of the last layer's MLP (ln2.hook_normalized) in steps from its value in a clean question to that in a donor that differs
/// in the deciding carry alone; what passes the MLP by stays clean (the authors' re-tests of arXiv 2402.02619: the digit changes in a step).
/// </summary>
public static class CombinerScan
{
    /// <summary>Steps from the clean value to the donor's: alpha is 0, 0.05, … 1.</summary>
    public const int Steps = 20;

    private const int Quarter = Steps / 4;

    /// <summary>Digits that have such a curve.</summary>
    public static IEnumerable<int> Digits(QuestionLayout layout, QuestionKind kind)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return CarryPairs.Digits(layout, kind);
    }

    /// <summary>The curve of one digit; without any counts where the model answers no pair of questions right.</summary>
    /// <exception cref="ArgumentException">The digit gets no carry, or the model is no arithmetic model.</exception>
    public static CombinerCurve Of(IEngine engine, QuestionKind kind, int digit, ulong seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        using var run = CarryRun.Of(engine, kind, digit, seed, [Point(engine.Config)]);
        return Of(run, kind, digit, cancellation);
    }

    /// <summary>What a run must record.</summary>
    internal static HookPoint Point(TransformerConfig config) => new(HookKind.Norm2, config.Layers - 1);

    /// <summary>The curve of a run, which is null where the model answers no pair right.</summary>
    internal static CombinerCurve Of(CarryRun? run, QuestionKind kind, int digit, CancellationToken cancellation) => run is null
        ? new CombinerCurve { Kind = kind, Digit = digit, SingleFlips = default, FlipShares = [], Steepness = [], Null = default }
        : Judge(kind, run.Pairs, Logits(run, cancellation));

    // The logits of A_k, [alpha][pair, token].
    private static float[][] Logits(CarryRun run, CancellationToken cancellation)
    {
        var at = Point(run.Engine.Config);
        var (clean, donor) = (run.Clean(at), run.Donors(at));
        var mixed = new HookValue(clean.Shape, new float[clean.Values.Length], clean.Positions);
        var logits = new float[Steps + 1][];
        for (var step = 0; step <= Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var alpha = (float)step / Steps;
            for (var i = 0; i < mixed.Values.Length; i++)
            {
                mixed.Values[i] = ((1 - alpha) * clean.Values[i]) + (alpha * donor.Values[i]);
            }

            run.Change([[Intervention.Replace(at, mixed, [run.Pairs.Position])]], (_, values) => logits[step] = [.. values.Values]);
        }

        return logits;
    }

    private static CombinerCurve Judge(QuestionKind kind, CarryPairs pairs, float[][] logits)
    {
        var tokens = Array.ConvertAll(logits, values =>
        {
            var read = new int[pairs.Clean.Count];
            Answers.Read(values, read);
            return read;
        });
        var (flips, steepness, disturbed) = (new List<double>(), new List<double>(), 0);
        for (var row = 0; row < pairs.Clean.Count; row++)
        {
            var changes = Enumerable.Range(1, Steps).Where(step => tokens[step][row] != tokens[step - 1][row]).ToArray();
            if (row >= pairs.Others)
            {
                disturbed += changes.Length > 0 ? 1 : 0;
                continue;
            }

            var (from, to) = (pairs.Clean[row][pairs.Layout.Answer(pairs.Digit)], pairs.Donors[row][pairs.Layout.Answer(pairs.Digit)]);
            if (changes is [var only] && tokens[0][row] == from && tokens[Steps][row] == to)
            {
                var alpha = (only - 0.5) / Steps;
                flips.Add(pairs.Carries[row] ? 1 - alpha : alpha);
                steepness.Add(Steepest([.. logits.Select(values => Lead(values, row, to, from))]));
            }
        }

        return new CombinerCurve
        {
            Kind = kind,
            Digit = pairs.Digit,
            SingleFlips = new(flips.Count, pairs.Others),
            FlipShares = [.. flips.Order()],
            Steepness = [.. steepness.Order()],
            Null = new(disturbed, pairs.Sames),
        };
    }

    private static double Lead(float[] values, int row, int token, int other) =>
        (double)values[(row * Vocabulary.Size) + token] - values[(row * Vocabulary.Size) + other];

    private static double Steepest(ImmutableArray<double> leads) =>
        Enumerable.Range(0, Steps - Quarter + 1).Max(step => leads[step + Quarter] - leads[step]) / (leads[^1] - leads[0]);
}
