namespace Repro.Claims.Quanta.Planted;

/// <summary>What each coordinate of the planted adder's residual stream holds.</summary>
/// <param name="context">Tokens of a question with its answer.</param>
internal readonly struct ResidualPlan(int context)
{
    /// <summary>The token, where it is a digit, else 0.</summary>
    public const int Digit = 0;

    /// <summary>D_k + D'_k, 0 to 18.</summary>
    public const int Sum = 1;

    /// <summary>1 where the sum is 10 or more.</summary>
    public const int MakesCarry = 2;

    /// <summary>1 where the sum is 9.</summary>
    public const int MakesNine = 3;

    /// <summary>The resolved carry out of the lower digits, 0 or 1.</summary>
    public const int Carry = 4;

    /// <summary>Written by the decoys, read by nothing.</summary>
    public const int Unread = 5;

    private const int FirstBase = 6;
    private const int FirstAnswer = 16;
    private const int FirstPosition = 26;

    /// <summary>Holds a large constant.</summary>
    public int Plus => FirstPosition + context;

    /// <summary>Holds the large constant's negative.</summary>
    public int Minus => Plus + 1;

    /// <summary>Holds minus the sum of all other coordinates.</summary>
    public int Balance => Plus + 2;

    /// <summary>Number of coordinates, d_model.</summary>
    public int Width => Plus + 3;

    /// <summary>1 where the sum's last digit is <paramref name="digit"/>: the base value, one-hot.</summary>
    public static int Base(int digit) => FirstBase + digit;

    /// <summary>1 where the answer is <paramref name="digit"/>.</summary>
    public static int Answer(int digit) => FirstAnswer + digit;

    /// <summary>1 at this position.</summary>
    public static int Position(int position) => FirstPosition + position;
}
