using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>
/// Donor and clean questions for one sub-task at one digit, one pair a row, with the answer that the clean question gets if exactly the
/// sub-task's value comes from the donor. Pairs with another value come first, then those with the same (the null).
/// </summary>
internal sealed class QuestionPairs
{
    private QuestionPairs(QuestionLayout layout, int count, int others)
    {
        Donors = new TokenBatch(count, layout.Length);
        Clean = new TokenBatch(count, layout.Length);
        Expected = new TokenBatch(count, layout.Length);
        Cases = new int[count];
        Others = others;
    }

    /// <summary>Donors with their answers.</summary>
    public TokenBatch Donors { get; }

    /// <summary>Clean questions with their true answers.</summary>
    public TokenBatch Clean { get; }

    /// <summary>Clean questions with the expected answers.</summary>
    public TokenBatch Expected { get; }

    /// <summary>Number of pairs whose donor has another value.</summary>
    public int Others { get; }

    /// <summary>Number of pairs whose donor has the same value.</summary>
    public int Sames => Clean.Count - Others;

    /// <summary>The case of each pair, such as its cascade depth less one.</summary>
    public int[] Cases { get; }

    /// <summary>Draws pairs, or takes the published ones; null where there are none.</summary>
    public static QuestionPairs? Of(TaskDefinition task, QuestionLayout layout, int k, PairSource source, ulong seed) =>
        source == PairSource.Published ? Published(task, layout, k) : Sampled(task, layout, k, seed);

    /// <summary>The pairs of some rows, in order; null where none is left.</summary>
    public QuestionPairs? Where(QuestionLayout layout, Func<int, bool> keep)
    {
        var rows = Enumerable.Range(0, Clean.Count).Where(keep).ToArray();
        if (rows.Length == 0)
        {
            return null;
        }

        var kept = new QuestionPairs(layout, rows.Length, rows.Count(row => row < Others));
        for (var i = 0; i < rows.Length; i++)
        {
            Donors[rows[i]].CopyTo(kept.Donors[i]);
            Clean[rows[i]].CopyTo(kept.Clean[i]);
            Expected[rows[i]].CopyTo(kept.Expected[i]);
            kept.Cases[i] = Cases[rows[i]];
        }

        return kept;
    }

    private static QuestionPairs Sampled(TaskDefinition task, QuestionLayout layout, int k, ulong seed)
    {
        var pattern = task.Pattern(layout, k, PairSource.Sampled);
        var (other, same) = task.IsCascade
            ? (TaskThresholds.PairsOfDepth * pattern.Cases.Length, TaskThresholds.PairsOfDepth * pattern.NullCases)
            : (TaskThresholds.Pairs, TaskThresholds.Pairs);
        var pairs = new QuestionPairs(layout, other + same, other);
        for (var row = 0; row < pairs.Clean.Count; row++)
        {
            var isNull = row >= other;
            var index = isNull ? row - other : row;
            pairs.Cases[row] = index % (isNull ? pattern.NullCases : pattern.Cases.Length);

            // Every pair has a sequence of its own, named by sub-task, digit, half and index.
            var random = new RandomSequence(
                seed, StreamPurpose.Analysis, major: (uint)((((int)task.Task * 32) + k) * 2) + (isNull ? 1u : 0u), minor: (uint)index);
            var donor = new OperandPairs(layout, pairs.Donors[row]);
            pattern.Draw(isNull, pairs.Cases[row], ref random, donor, new OperandPairs(layout, pairs.Clean[row]));
            pairs.Clean[row].CopyTo(pairs.Expected[row]);
            if (!isNull)
            {
                pattern.Expect(donor, new OperandPairs(layout, pairs.Expected[row]));
            }
        }

        return pairs;
    }

    private static QuestionPairs? Published(TaskDefinition task, QuestionLayout layout, int k)
    {
        var fixedPairs = PublishedPairs.Of(task.Task, layout, k);
        if (fixedPairs.IsEmpty)
        {
            return null;
        }

        var pairs = new QuestionPairs(layout, fixedPairs.Length, fixedPairs.Length);
        for (var row = 0; row < fixedPairs.Length; row++)
        {
            fixedPairs[row].Donor.Write(pairs.Donors[row]);
            fixedPairs[row].Clean.Write(pairs.Clean[row]);
            pairs.Clean[row].CopyTo(pairs.Expected[row]);
            PublishedPairs.Expect(task, k, new OperandPairs(layout, pairs.Donors[row]), new OperandPairs(layout, pairs.Expected[row]));
        }

        return pairs;
    }
}
