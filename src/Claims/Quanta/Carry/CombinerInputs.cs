using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Randomness;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Carry;

/// <summary>
/// What the last layer's MLP gets (ln2.hook_normalized) where A_k is predicted, in additions whose pair below digit k makes no carry, makes
/// one, or has a sum of 9; row by row they differ in that pair alone. Each is [row][d_model].
/// </summary>
internal sealed record CombinerInputs
{
    private const uint Stream = 1 << 21;

    /// <summary>The digit k.</summary>
    public required int Digit { get; init; }

    /// <summary>Inputs where the pair makes no carry.</summary>
    public required double[][] No { get; init; }

    /// <summary>Inputs where it makes one.</summary>
    public required double[][] Yes { get; init; }

    /// <summary>Inputs where its sum is 9.</summary>
    public required double[][] Unknown { get; init; }

    /// <summary>Inputs where its sum is 8 or 10 and makes the carry that a sum of 9 passes on.</summary>
    public required double[][] NextToUnknown { get; init; }

    /// <summary>Whether a sum of 9 passes a carry on, in each row.</summary>
    public required bool[] Carries { get; init; }

    /// <summary>The inputs whose pair makes the carry, or none, that the sum of 9 passes on.</summary>
    public double[][] Decided => [.. Carries.Select((carries, row) => (carries ? Yes : No)[row])];

    /// <summary>Digits that have such inputs: 2 to n.</summary>
    public static IEnumerable<int> Digits(QuestionLayout layout) => CarryTriples.Digits(layout);

    /// <summary>Runs a model.</summary>
    /// <exception cref="ArgumentException">The pair below the digit leaves no carry open, or the model is no arithmetic model.</exception>
    public static CombinerInputs Of(IEngine engine, int digit, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var layout = QuestionLayout.Of(engine.Config);
        var triples = CarryTriples.Draw(layout, digit, seed);
        var at = new HookPoint(HookKind.Norm2, engine.Config.Layers - 1);
        return new CombinerInputs
        {
            Digit = digit,
            No = Record(triples.No),
            Yes = Record(triples.Yes),
            Unknown = Record(triples.Unknown),
            NextToUnknown = Record(triples.NextToUnknown),
            Carries = triples.Carries,
        };

        double[][] Record(TokenBatch questions)
        {
            var position = layout.PredictedAt(digit);
            var values = engine.Forward(questions, new ForwardRequest { Record = [at], RecordPositions = [position], LogitPositions = [] })[at];
            return [.. Enumerable.Range(0, questions.Count).Select(row => Array.ConvertAll(values.At(row, position).ToArray(), value => (double)value))];
        }
    }

    /// <summary>The same with a third symbol planted: a sum of 9 is marked in a random direction off the axis, as far from both ends as these are from each other.</summary>
    public CombinerInputs WithThirdState(ulong seed)
    {
        var axis = new CarryAxis(Mean(No), Mean(Yes));
        var random = new RandomSequence(seed, StreamPurpose.Statistics, major: Stream, minor: (uint)Digit);
        var mark = new double[No[0].Length];
        foreach (ref var value in mark.AsSpan())
        {
            value = random.NextGaussian();
        }

        // With the foot half way, a height of √3/2 makes the three means the corners of an equilateral triangle.
        mark = axis.Off(mark);
        var scale = Math.Sqrt(3) / 2 * axis.Length / Math.Sqrt(mark.Sum(value => value * value));
        return this with { Unknown = [.. Unknown.Select(row => row.Zip(mark, (value, off) => value + (scale * off)).ToArray())] };
    }

    /// <summary>The mean of some rows.</summary>
    public static double[] Mean(IReadOnlyList<double[]> rows)
    {
        var mean = new double[rows[0].Length];
        foreach (var row in rows)
        {
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += row[i] / rows.Count;
            }
        }

        return mean;
    }
}
