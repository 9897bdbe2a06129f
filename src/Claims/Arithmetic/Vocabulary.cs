namespace Repro.Claims.Arithmetic;

/// <summary>The 15 tokens of the arithmetic models (arXiv 2402.02619; ids as in the authors' code): digits are their own ids.</summary>
public static class Vocabulary
{
    /// <summary>Number of token ids, d_vocab.</summary>
    public const int Size = 15;

    /// <summary>Id of '+', also the sign of answers of zero or more.</summary>
    public const int Plus = 10;

    /// <summary>Id of '-', also the sign of answers below zero.</summary>
    public const int Minus = 11;

    /// <summary>Id of '='.</summary>
    public const int EqualsSign = 12;

    private const string Characters = "0123456789+-=*/";

    /// <summary>The character of a token, 0 to 14.</summary>
    public static char Character(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Size);
        return Characters[id];
    }

    /// <summary>The characters of a row of tokens.</summary>
    public static string Text(ReadOnlySpan<int> tokens)
    {
        Span<char> text = stackalloc char[tokens.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            text[i] = Character(tokens[i]);
        }

        return new string(text);
    }
}
