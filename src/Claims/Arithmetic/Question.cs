using System.Globalization;

namespace Repro.Claims.Arithmetic;

/// <summary>One addition or subtraction with its true answer.</summary>
public readonly record struct Question
{
    /// <summary>A question in a layout.</summary>
    /// <exception cref="ArgumentException">An operand has too many digits for the layout.</exception>
    public Question(QuestionLayout layout, ulong first, Operation operation, ulong second)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var limit = PowerOfTen(layout.Digits);
        if (first >= limit || second >= limit)
        {
            throw new ArgumentException($"{Math.Max(first, second)} has more than the {layout.Digits} digits that the layout allows.");
        }

        Layout = layout;
        First = first;
        Operation = operation;
        Second = second;
    }

    /// <summary>Number of digits and positions.</summary>
    public QuestionLayout Layout { get; }

    /// <summary>D.</summary>
    public ulong First { get; }

    /// <summary>What is asked.</summary>
    public Operation Operation { get; }

    /// <summary>D'.</summary>
    public ulong Second { get; }

    /// <summary>The question's text up to and with '=', operands padded, for instance <c>012345+067890=</c>.</summary>
    public string Text => Vocabulary.Text(Tokens().AsSpan(0, Layout.QuestionLength));

    /// <summary>The true answer's text, for instance <c>+0080235</c>.</summary>
    public string Answer => Vocabulary.Text(Tokens().AsSpan(Layout.QuestionLength));

    /// <summary>Reads a question such as <c>12345+67890</c> or <c>099111-099111</c>; operands may be shorter than the layout's.</summary>
    /// <exception cref="FormatException">The text is no such question, or an operand is too long for the layout.</exception>
    public static Question Parse(string text, QuestionLayout layout)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(layout);
        var at = text.AsSpan().IndexOfAny('+', '-');
        if (at < 0)
        {
            throw new FormatException($"'{text}' has no operator; write a question such as 12345+67890 or 12345-67890.");
        }

        return new Question(
            layout,
            Operand(text, text.AsSpan(0, at), "before", layout),
            text[at] == '+' ? Operation.Add : Operation.Subtract,
            Operand(text, text.AsSpan(at + 1), "after", layout));
    }

    /// <summary>Reads the operands and the operator back from tokens.</summary>
    public static Question Read(QuestionLayout layout, ReadOnlySpan<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var operation = tokens[layout.Operator] == Vocabulary.Plus ? Operation.Add : Operation.Subtract;
        return new Question(layout, Number(tokens[..layout.Digits]), operation, Number(tokens.Slice(layout.Operator + 1, layout.Digits)));
    }

    /// <summary>
    /// Completes a row of <see cref="QuestionLayout.Length"/> tokens whose operand digits are in place: writes operator, '=' and
    /// the true answer. The sign of zero is '+'.
    /// </summary>
    public static void Complete(QuestionLayout layout, Operation operation, Span<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(layout);
        tokens[layout.Operator] = operation == Operation.Add ? Vocabulary.Plus : Vocabulary.Minus;
        tokens[layout.EqualsSign] = Vocabulary.EqualsSign;
        var first = Number(tokens[..layout.Digits]);
        var second = Number(tokens.Slice(layout.Operator + 1, layout.Digits));

        ulong rest;
        var sign = Vocabulary.Plus;
        var top = 0;
        if (operation == Operation.Add)
        {
            // The sum of two 19-digit numbers exceeds 64 bits, so the leading digit is split off before adding.
            var gap = PowerOfTen(layout.Digits) - second;
            top = first >= gap ? 1 : 0;
            rest = first >= gap ? first - gap : first + second;
        }
        else
        {
            sign = first >= second ? Vocabulary.Plus : Vocabulary.Minus;
            rest = first >= second ? first - second : second - first;
        }

        tokens[layout.Sign] = sign;
        tokens[layout.Answer(layout.Digits)] = top;
        WriteNumber(rest, tokens[^layout.Digits..]);
    }

    /// <summary>Writes all tokens, answer included, into a row of <see cref="QuestionLayout.Length"/>.</summary>
    public void Write(Span<int> tokens)
    {
        WriteNumber(First, tokens[..Layout.Digits]);
        WriteNumber(Second, tokens.Slice(Layout.Operator + 1, Layout.Digits));
        Complete(Layout, Operation, tokens);
    }

    /// <summary>All tokens, answer included.</summary>
    public int[] Tokens()
    {
        var tokens = new int[Layout.Length];
        Write(tokens);
        return tokens;
    }

    /// <summary>Question and true answer, for instance <c>133357+182243=+0315600</c>.</summary>
    public override string ToString() => Layout is null ? "" : Vocabulary.Text(Tokens());

    private static ulong Operand(string text, ReadOnlySpan<char> digits, string side, QuestionLayout layout)
    {
        if (digits.IsEmpty)
        {
            throw new FormatException($"'{text}' has no number {side} the operator; write a question such as 12345+67890.");
        }

        var wrong = digits.IndexOfAnyExceptInRange('0', '9');
        if (wrong >= 0)
        {
            throw new FormatException($"'{text}' has '{digits[wrong]}' in the number {side} the operator; only the digits 0 to 9 may stand there.");
        }

        if (digits.Length > layout.Digits)
        {
            throw new FormatException($"'{digits}' has {digits.Length} digits; this model takes at most {layout.Digits}.");
        }

        return ulong.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static ulong Number(ReadOnlySpan<int> digits)
    {
        var number = 0UL;
        foreach (var digit in digits)
        {
            number = (number * 10) + (uint)digit;
        }

        return number;
    }

    private static void WriteNumber(ulong number, Span<int> digits)
    {
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            digits[i] = (int)(number % 10);
            number /= 10;
        }
    }

    private static ulong PowerOfTen(int exponent)
    {
        var power = 1UL;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
