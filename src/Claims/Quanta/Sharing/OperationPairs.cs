using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>
/// Subtractions, the additions of the same operands, and subtractions of other operands, of which the model answers all three right. Each has
/// its own true answer, so a sum's digits are predicted behind those of the difference.
/// </summary>
internal sealed class OperationPairs
{
    /// <summary>Subtractions drawn.</summary>
    public const int Drawn = 200;

    private const uint Stream = 1 << 17;

    private OperationPairs(QuestionLayout layout, TokenBatch clean, TokenBatch sums, TokenBatch others)
    {
        (Layout, Clean, Sums, Others) = (layout, clean, sums, others);
        OtherSums = new TokenBatch(others.Count, others.Length);
        for (var row = 0; row < others.Count; row++)
        {
            CompleteSum(layout, others[row], OtherSums[row]);
        }
    }

    /// <summary>Where each token stands.</summary>
    public QuestionLayout Layout { get; }

    /// <summary>The subtractions.</summary>
    public TokenBatch Clean { get; }

    /// <summary>The additions of the same operands.</summary>
    public TokenBatch Sums { get; }

    /// <summary>Subtractions of other operands, for a null.</summary>
    public TokenBatch Others { get; }

    /// <summary>The additions of these other operands; whether the model answers them right was not asked.</summary>
    public TokenBatch OtherSums { get; }

    /// <summary>Draws subtractions of a kind and keeps those of which the model answers all three right; null where there are none.</summary>
    /// <exception cref="ArgumentException">The kind is addition.</exception>
    public static OperationPairs? AnsweredRight(IEngine engine, QuestionKind kind, ulong seed)
    {
        if (kind == QuestionKind.Add)
        {
            throw new ArgumentException($"The kind is {kind}; additions are put into subtractions, {QuestionKind.Sub} or {QuestionKind.Neg}.");
        }

        var layout = QuestionLayout.Of(engine.Config);
        var batches = Draw(layout, kind, seed);
        var wrong = Array.ConvertAll(batches, batch => Answers.Wrong(engine, batch));
        var rows = Enumerable.Range(0, Drawn).Where(row => Array.TrueForAll(wrong, masks => masks[row] == 0)).ToArray();
        return rows.Length == 0 ? null : new OperationPairs(layout, batches[0].Rows(rows), batches[1].Rows(rows), batches[2].Rows(rows));
    }

    /// <summary>
    /// What the answers to the subtractions show: whole sums, digits of the sum and digits of the difference, these two of the digits in which
    /// sum and difference are not the same. Signs are not counted.
    /// </summary>
    /// <param name="answers">The answer tokens of each subtraction, [question, answer place].</param>
    public (Proportion Answers, Proportion Digits, Proportion Kept) Count(int[] answers)
    {
        var (whole, digits, kept, differing) = (0, 0, 0, 0);
        for (var row = 0; row < Clean.Count; row++)
        {
            var right = true;
            for (var k = 0; k <= Layout.Digits; k++)
            {
                var answer = answers[(row * Layout.AnswerLength) + Layout.Digits + 1 - k];
                var (difference, sum) = (Clean[row][Layout.Answer(k)], Sums[row][Layout.Answer(k)]);
                right &= answer == sum;
                if (difference != sum)
                {
                    differing++;
                    digits += answer == sum ? 1 : 0;
                    kept += answer == difference ? 1 : 0;
                }
            }

            whole += right ? 1 : 0;
        }

        return (new(whole, Clean.Count), new(digits, differing), new(kept, differing));
    }

    private static TokenBatch[] Draw(QuestionLayout layout, QuestionKind kind, ulong seed)
    {
        var (clean, sums, others) = (new TokenBatch(Drawn, layout.Length), new TokenBatch(Drawn, layout.Length), new TokenBatch(Drawn, layout.Length));
        for (var row = 0; row < Drawn; row++)
        {
            var random = new RandomSequence(seed, StreamPurpose.Analysis, major: Stream + (uint)kind, minor: (uint)row);
            Complete(layout, clean[row], kind, ref random);
            Complete(layout, others[row], kind, ref random);
            CompleteSum(layout, clean[row], sums[row]);
        }

        return [clean, sums, others];
    }

    private static void CompleteSum(QuestionLayout layout, ReadOnlySpan<int> subtraction, Span<int> sum)
    {
        subtraction.CopyTo(sum);
        new OperandPairs(layout, sum).Complete(QuestionKind.Add);
    }

    private static void Complete(QuestionLayout layout, Span<int> row, QuestionKind kind, ref RandomSequence random)
    {
        var pairs = new OperandPairs(layout, row);
        pairs.Draw(kind, from: 0, ref random);
        pairs.Complete(kind);
    }
}
