namespace Repro.Claims.Arithmetic;

/// <summary>Classifies questions by how far their carries or borrows cascade (arXiv 2402.02619, code definition).</summary>
public static class Complexity
{
    /// <summary>Addition, subtraction with an answer of zero or more, or subtraction with a negative answer.</summary>
    public static QuestionKind KindOf(QuestionLayout layout, ReadOnlySpan<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (tokens[layout.Operator] == Vocabulary.Plus)
        {
            return QuestionKind.Add;
        }

        var first = tokens[..layout.Digits];
        var second = tokens.Slice(layout.Operator + 1, layout.Digits);
        return first.SequenceCompareTo(second) >= 0 ? QuestionKind.Sub : QuestionKind.Neg;
    }

    /// <summary>
    /// How many places the farthest carry (borrow) travels: 0 where there is none, 1 where it stops at the next digit, one more for
    /// each digit pair directly above that sums to 9 (is equal) and so passes it on. Carries are those that a pair makes by itself.
    /// In negative answers the pairs above the highest non-zero digit of either operand pass nothing on.
    /// </summary>
    public static int CascadeLength(QuestionLayout layout, ReadOnlySpan<int> tokens)
    {
        var kind = KindOf(layout, tokens);
        var passable = kind == QuestionKind.Neg ? SignificantDigits(layout, tokens) : layout.Digits;
        var longest = 0;
        var travelled = 0;
        for (var k = 0; k < layout.Digits; k++)
        {
            var (first, second) = (tokens[layout.First(k)], tokens[layout.Second(k)]);
            var starts = kind == QuestionKind.Add ? SubTasks.SC(first, second) : SubTasks.MB(first, second);
            var passes = kind == QuestionKind.Add ? SubTasks.SS(first, second) : SubTasks.MZ(first, second) && k < passable;
            travelled = starts ? 1 : passes && travelled > 0 ? travelled + 1 : 0;
            longest = Math.Max(longest, travelled);
        }

        return longest;
    }

    /// <summary>The complexity class of a question.</summary>
    public static ComplexityClass ClassOf(QuestionLayout layout, ReadOnlySpan<int> tokens) =>
        ClassOf(KindOf(layout, tokens), CascadeLength(layout, tokens));

    /// <summary>The class of a kind and a cascade length.</summary>
    public static ComplexityClass ClassOf(QuestionKind kind, int cascadeLength) => kind switch
    {
        QuestionKind.Add => ComplexityClass.S0 + Math.Min(cascadeLength, 5),
        QuestionKind.Sub => ComplexityClass.M0 + Math.Min(cascadeLength, 4),
        QuestionKind.Neg => ComplexityClass.N1 + (Math.Min(cascadeLength, 4) - 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    /// <summary>The kind of a class.</summary>
    public static QuestionKind KindOf(ComplexityClass complexity) => complexity switch
    {
        <= ComplexityClass.S5 => QuestionKind.Add,
        <= ComplexityClass.M4 => QuestionKind.Sub,
        _ => QuestionKind.Neg,
    };

    /// <summary>
    /// The longest cascade in n digits: n in additions and negative answers; n − 1 in answers of zero or more, where a larger pair
    /// must stop the last borrow. Every shorter length occurs, except 0 in negative answers, which always borrow.
    /// </summary>
    public static int LongestCascade(QuestionKind kind, int digits) => kind == QuestionKind.Sub ? digits - 1 : digits;

    /// <summary>The shortest cascade: 1 in negative answers, else 0.</summary>
    public static int ShortestCascade(QuestionKind kind) => kind == QuestionKind.Neg ? 1 : 0;

    /// <summary>Number of digit pairs that make a carry by themselves: the quantity of the paper's own frequency table.</summary>
    public static int CarryingPairs(QuestionLayout layout, ReadOnlySpan<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var count = 0;
        for (var k = 0; k < layout.Digits; k++)
        {
            count += SubTasks.SC(tokens[layout.First(k)], tokens[layout.Second(k)]) ? 1 : 0;
        }

        return count;
    }

    private static int SignificantDigits(QuestionLayout layout, ReadOnlySpan<int> tokens)
    {
        var k = layout.Digits;
        while (k > 0 && tokens[layout.First(k - 1)] == 0 && tokens[layout.Second(k - 1)] == 0)
        {
            k--;
        }

        return k;
    }
}
