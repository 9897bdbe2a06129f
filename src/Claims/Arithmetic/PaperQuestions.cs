using Repro.Models.Engines;
using Repro.Models.Randomness;

namespace Repro.Claims.Arithmetic;

/// <summary>
/// The authors' generator in its four historical variants (arXiv 2402.02619; see <see cref="DataVariant"/>): one operation per
/// batch, enrichment decided per batch and applied to the digits of all its questions together.
/// </summary>
internal static class PaperQuestions
{
    /// <summary>Fills a batch from one sequence.</summary>
    public static void Fill(QuestionLayout layout, DataVariant variant, int subtractionPercent, ref RandomSequence random, TokenBatch batch)
    {
        var operation = random.NextBelow(100) < subtractionPercent ? Operation.Subtract : Operation.Add;
        for (var row = 0; row < batch.Count; row++)
        {
            OperandDigits.WriteUniform(layout, ref random, batch[row]);
        }

        // r is 1 to 5: up to 3 enriches in variant A (60 %), up to 2 in the later ones (40 %).
        var r = 1 + random.NextBelow(5);
        if (r <= (variant == DataVariant.PaperA ? 3 : 2))
        {
            if (operation == Operation.Add)
            {
                RewriteCells(layout, operation, ref random, batch);
            }
            else if (variant == DataVariant.PaperA)
            {
                if (r == 1)
                {
                    RaiseSecondOperands(layout, batch);
                }

                RewriteCells(layout, operation, ref random, batch);
            }
            else if (variant != DataVariant.PaperB && random.NextBelow(100) == 0)
            {
                for (var row = 0; row < batch.Count; row++)
                {
                    OperandDigits.MakeIdentical(layout, batch[row]);
                }
            }
            else
            {
                RaiseSecondOperands(layout, batch);
            }
        }

        for (var row = 0; row < batch.Count; row++)
        {
            Question.Complete(layout, operation, batch[row]);
        }
    }

    /// <summary>
    /// Makes exactly ⌊0.4 · cells⌋ digit pairs of the batch, each subset equally likely, sum to 9 (addition) or equal
    /// (subtraction); one coin for the batch says which operand is rewritten.
    /// </summary>
    private static void RewriteCells(QuestionLayout layout, Operation operation, ref RandomSequence random, TokenBatch batch)
    {
        var rewriteFirst = random.NextBelow(2) == 0;
        var left = batch.Count * layout.Digits;
        var wanted = left * 2 / 5;
        for (var row = 0; row < batch.Count; row++)
        {
            var tokens = batch[row];
            for (var k = layout.Digits - 1; k >= 0; k--)
            {
                // Selection sampling: taking a cell with chance wanted/left makes every subset equally likely.
                if (random.NextBelow(left--) >= wanted)
                {
                    continue;
                }

                wanted--;
                ref var first = ref tokens[layout.First(k)];
                ref var second = ref tokens[layout.Second(k)];
                ref var target = ref rewriteFirst ? ref first : ref second;
                var other = rewriteFirst ? second : first;
                target = operation == Operation.Add ? 9 - other : other;
            }
        }
    }

    private static void RaiseSecondOperands(QuestionLayout layout, TokenBatch batch)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            foreach (ref var digit in batch[row].Slice(layout.Operator + 1, layout.Digits))
            {
                digit = Math.Min(9, digit + 1);
            }
        }
    }
}
