using Repro.Claims.Arithmetic;

namespace Repro.Claims.Quanta.Planted;

/// <summary>What each coordinate of the planted calculator's residual stream holds.</summary>
/// <param name="context">Tokens of a question with its answer.</param>
internal readonly struct CalculatorPlan(int context)
{
    /// <summary>The token, where it is a digit, else 0.</summary>
    public const int Digit = 0;

    /// <summary>1 where the token is "-".</summary>
    public const int Minus = 1;

    /// <summary>D_k + D'_k, 0 to 18.</summary>
    public const int Sum = 2;

    /// <summary>D_k − D'_k, −9 to 9.</summary>
    public const int Difference = 3;

    /// <summary>1 where the sum is 10 or more.</summary>
    public const int MakesCarry = 4;

    /// <summary>1 where the sum is 9.</summary>
    public const int MakesNine = 5;

    /// <summary>1 where D_k is less than D'_k.</summary>
    public const int Less = 6;

    /// <summary>1 where it is greater.</summary>
    public const int Greater = 7;

    /// <summary>1 where the operator is "-".</summary>
    public const int Subtracts = 8;

    /// <summary>1 where the answer's sign is "-".</summary>
    public const int Negative = 9;

    /// <summary>1 where the answer's sign is to be "-".</summary>
    public const int AnswersMinus = 10;

    /// <summary>Written by the decoys, read by nothing.</summary>
    public const int Unread = 11;

    private const int FirstCarry = 12;
    private const int Kinds = 3;
    private const int FirstBase = FirstCarry + Kinds;
    private const int FirstAnswer = FirstBase + (10 * Kinds);
    private const int FirstPosition = FirstAnswer + 10;

    /// <summary>Holds a large constant.</summary>
    public int Large => FirstPosition + context;

    /// <summary>Holds the large constant's negative.</summary>
    public int LargeNegative => Large + 1;

    /// <summary>Holds minus the sum of all other coordinates.</summary>
    public int Balance => Large + 2;

    /// <summary>Number of coordinates, d_model.</summary>
    public int Width => Large + 3;

    /// <summary>The resolved carry or borrow out of the lower digits if the question is of that kind, 0 or 1.</summary>
    public static int Carry(QuestionKind kind) => FirstCarry + (int)kind;

    /// <summary>1 where the base value, if the question is of that kind, is <paramref name="digit"/>.</summary>
    public static int Base(QuestionKind kind, int digit) => FirstBase + (10 * (int)kind) + digit;

    /// <summary>1 where the answer is <paramref name="digit"/>.</summary>
    public static int Answer(int digit) => FirstAnswer + digit;

    /// <summary>1 at this position.</summary>
    public static int Position(int position) => FirstPosition + position;
}
