namespace Repro.Claims.Arithmetic;

/// <summary>
/// Composes whole answers from sub-tasks, as the paper says the models do (arXiv 2402.02619): each digit's base value, corrected
/// by the carry or borrow out of the digits below, which is resolved from the top down by TriAdd.
/// </summary>
public static class AnswerAlgorithm
{
    /// <summary>SV_k: whether the digits up to k of an addition carry into digit k + 1.</summary>
    public static bool SV(QuestionLayout layout, ReadOnlySpan<int> question, int k) =>
        Resolve(layout, question, QuestionKind.Add, k, SubTasks.TriAdd);

    /// <summary>
    /// MV_k of D − D': −1 if the digits up to k borrow from digit k + 1, else +1. MV_{n−1} is the sign of the answer.
    /// The tri-state is kept while folding and equality is taken for "no borrow" only after digit 0; to do so after every pair,
    /// as the notebook's two-valued f would from the top down, goes wrong where two equal pairs stand above a borrow.
    /// </summary>
    public static int MV(QuestionLayout layout, ReadOnlySpan<int> question, int k) =>
        Resolve(layout, question, QuestionKind.Sub, k, SubTasks.TriAdd) ? -1 : 1;

    /// <summary>NV_k: <see cref="MV"/> of the swapped operands, D' − D.</summary>
    public static int NV(QuestionLayout layout, ReadOnlySpan<int> question, int k) =>
        Resolve(layout, question, QuestionKind.Neg, k, SubTasks.TriAdd) ? -1 : 1;

    /// <summary>Writes the n + 2 answer tokens of a question, whose own answer tokens are not read.</summary>
    public static void Compose(QuestionLayout layout, ReadOnlySpan<int> question, Span<int> answer) =>
        Compose(layout, question, answer, SubTasks.TriAdd);

    /// <summary>The same with another way to fold a digit's tri-state with the next lower one's: null controls put a broken one here.</summary>
    public static void Compose(QuestionLayout layout, ReadOnlySpan<int> question, Span<int> answer, Func<TriState, TriState, TriState> fold)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(fold);
        var n = layout.Digits;
        var kind = question[layout.Operator] == Vocabulary.Plus ? QuestionKind.Add
            : Resolve(layout, question, QuestionKind.Sub, n - 1, fold) ? QuestionKind.Neg
            : QuestionKind.Sub;

        answer[0] = kind == QuestionKind.Neg ? Vocabulary.Minus : Vocabulary.Plus;
        answer[1] = kind == QuestionKind.Add && Resolve(layout, question, kind, n - 1, fold) ? 1 : 0;
        for (var k = 0; k < n; k++)
        {
            var value = SubTasks.Base(kind, question[layout.First(k)], question[layout.Second(k)]);
            var carry = k > 0 && Resolve(layout, question, kind, k - 1, fold) ? 1 : 0;
            answer[n + 1 - k] = (value + (kind == QuestionKind.Add ? carry : 10 - carry)) % 10;
        }
    }

    // From the top down, as the paper evaluates it: f(… f(f(T_k, T_{k−1}), T_{k−2}) …, T_0).
    private static bool Resolve(
        QuestionLayout layout, ReadOnlySpan<int> question, QuestionKind kind, int k, Func<TriState, TriState, TriState> fold)
    {
        var resolved = Digit(layout, question, kind, k);
        for (var lower = k - 1; lower >= 0; lower--)
        {
            resolved = fold(resolved, Digit(layout, question, kind, lower));
        }

        return resolved == TriState.Yes;
    }

    private static TriState Digit(QuestionLayout layout, ReadOnlySpan<int> question, QuestionKind kind, int k) =>
        SubTasks.Carry(kind, k, question[layout.First(k)], question[layout.Second(k)]);
}
