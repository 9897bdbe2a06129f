using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>What subtractions answer when they get another question's residual stream. Signs are not counted.</summary>
public sealed record SwapOutcome
{
    /// <summary>The kind of the subtractions.</summary>
    public required QuestionKind Kind { get; init; }

    /// <summary>The positions.</summary>
    public required SwapReach Reach { get; init; }

    /// <summary>Answers with all digits of the sum of their operands, after the swap with the addition of these operands.</summary>
    public required Proportion Answers { get; init; }

    /// <summary>The same by digits, of those in which sum and difference are not the same.</summary>
    public required Proportion Digits { get; init; }

    /// <summary>Of these digits, those that are still the difference's.</summary>
    public required Proportion Kept { get; init; }

    /// <summary>Null: answers with all digits of the sum of their operands, after the swap with a subtraction of other operands.</summary>
    public required Proportion NullAnswers { get; init; }

    /// <summary>The same by digits.</summary>
    public required Proportion NullDigits { get; init; }
}
