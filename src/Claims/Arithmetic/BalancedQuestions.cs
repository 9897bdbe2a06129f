using Repro.Models.Randomness;

namespace Repro.Claims.Arithmetic;

/// <summary>The questions of <see cref="DataVariant.Balanced"/>: every question is drawn by itself.</summary>
internal static class BalancedQuestions
{
    private const double EnrichedShare = 0.4;
    private const int IdenticalOneIn = 250;

    /// <summary>Draws one question into a row of <see cref="QuestionLayout.Length"/> tokens.</summary>
    public static void Write(QuestionLayout layout, double subtractionShare, ref RandomSequence random, Span<int> tokens)
    {
        var operation = random.NextBool(subtractionShare) ? Operation.Subtract : Operation.Add;
        Write(layout, operation, EnrichedShare, ref random, tokens);
    }

    /// <summary>Draws one question, uniform or, with the given probability, enriched.</summary>
    public static void Write(QuestionLayout layout, Operation operation, double enrichedShare, ref RandomSequence random, Span<int> tokens)
    {
        OperandDigits.WriteUniform(layout, ref random, tokens);
        if (operation == Operation.Subtract && random.NextBelow(IdenticalOneIn) == 0)
        {
            OperandDigits.MakeIdentical(layout, tokens);
        }
        else if (random.NextBool(enrichedShare))
        {
            Enrich(layout, operation, ref random, tokens);
        }

        Question.Complete(layout, operation, tokens);
    }

    // Rewriting D' from a uniform D or D from a uniform D' gives the same distribution, so no coin chooses between them.
    private static void Enrich(QuestionLayout layout, Operation operation, ref RandomSequence random, Span<int> tokens)
    {
        var share = random.NextOpenUnit();
        for (var k = layout.Digits - 1; k >= 0; k--)
        {
            if (random.NextBool(share))
            {
                var digit = tokens[layout.First(k)];
                tokens[layout.Second(k)] = operation == Operation.Add ? 9 - digit : digit;
            }
        }
    }
}
