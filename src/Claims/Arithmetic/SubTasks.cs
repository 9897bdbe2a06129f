namespace Repro.Claims.Arithmetic;

/// <summary>
/// The sub-tasks of one digit pair, D_k and D'_k, under the paper's tags (arXiv 2402.02619, mathematical framework).
/// S tags belong to addition, M to subtraction with an answer of zero or more, N to subtraction with a negative answer.
/// What spans several digits (SV, MV) is in <see cref="AnswerAlgorithm"/>.
/// </summary>
public static class SubTasks
{
    /// <summary>Base add: the sum's digit without a carry from below, 0 to 9.</summary>
    public static int SA(int first, int second) => (first + second) % 10;

    /// <summary>Make carry: the sum is 10 or more.</summary>
    public static bool SC(int first, int second) => first + second >= 10;

    /// <summary>Make sum 9: a carry from below passes through.</summary>
    public static bool SS(int first, int second) => first + second == 9;

    /// <summary>Tri-state carry of digit <paramref name="k"/>; in digit 0, where nothing lies below, a sum of 9 makes no carry.</summary>
    public static TriState ST(int k, int first, int second) =>
        SC(first, second) ? TriState.Yes : SS(first, second) && k > 0 ? TriState.Unknown : TriState.No;

    /// <summary>TriAdd: the higher digit's tri-state unless it is unknown, then the lower one's. Associative.</summary>
    public static TriState TriAdd(TriState higher, TriState lower) => higher == TriState.Unknown ? lower : higher;

    /// <summary>Base difference D − D' modulo 10, 0 to 9.</summary>
    public static int MD(int first, int second) => (first - second + 10) % 10;

    /// <summary>Borrow one: D &lt; D'. (The paper's text uses the same tag for what <see cref="MT"/> is here and in its code.)</summary>
    public static bool MB(int first, int second) => first < second;

    /// <summary>Equal digits: a borrow from below passes through.</summary>
    public static bool MZ(int first, int second) => first == second;

    /// <summary>Tri-state of subtraction: +1 if D &gt; D', 0 if equal, −1 if D &lt; D'.</summary>
    public static int MT(int first, int second) => Math.Sign(first - second);

    /// <summary>Greater than: D &gt; D'.</summary>
    public static bool GT(int first, int second) => first > second;

    /// <summary>Base difference D' − D modulo 10, 0 to 9.</summary>
    public static int ND(int first, int second) => (second - first + 10) % 10;

    /// <summary>Borrow one with the operands swapped: D' &lt; D.</summary>
    public static bool NB(int first, int second) => second < first;

    /// <summary>The base value of a digit pair under a kind's rule: SA, MD or ND.</summary>
    public static int Base(QuestionKind kind, int first, int second) => kind switch
    {
        QuestionKind.Add => SA(first, second),
        QuestionKind.Sub => MD(first, second),
        _ => ND(first, second),
    };

    /// <summary>
    /// The tri-state of digit <paramref name="k"/> under a kind's rule, Yes where it makes a carry (ST) or a borrow (MT, or MT of the
    /// swapped operands). In digit 0 nothing lies below, so there it is never unknown.
    /// </summary>
    public static TriState Carry(QuestionKind kind, int k, int first, int second)
    {
        if (kind == QuestionKind.Add)
        {
            return ST(k, first, second);
        }

        return (kind == QuestionKind.Sub ? MT(first, second) : MT(second, first)) switch
        {
            < 0 => TriState.Yes,
            0 when k > 0 => TriState.Unknown,
            _ => TriState.No,
        };
    }
}
