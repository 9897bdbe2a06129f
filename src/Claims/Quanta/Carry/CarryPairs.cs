using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Carry;

/// <summary>
/// Questions and donors that differ in one digit pair alone: the one that decides the carry (borrow) into A_k, after a cascade of pairs
/// that pass it on. The pair of digit k itself does not, so all higher digits of the answer are the same. Every length of the cascade occurs equally often. First the pairs in which the decision is another one, then those
/// in which it is the same (the null).
/// </summary>
internal sealed class CarryPairs
{
    /// <summary>Pairs drawn in each half.</summary>
    public const int Drawn = 200;

    private const uint Stream = 1 << 16;

    private CarryPairs(QuestionLayout layout, int digit, int count, int others)
    {
        Layout = layout;
        Digit = digit;
        Clean = new TokenBatch(count, layout.Length);
        Donors = new TokenBatch(count, layout.Length);
        Carries = new bool[count];
        Depths = new int[count];
        Others = others;
    }

    /// <summary>Where each token stands.</summary>
    public QuestionLayout Layout { get; }

    /// <summary>The digit k whose answer depends on the carry.</summary>
    public int Digit { get; }

    /// <summary>Questions with their answers.</summary>
    public TokenBatch Clean { get; }

    /// <summary>Donors with their answers.</summary>
    public TokenBatch Donors { get; }

    /// <summary>Whether each clean question has the carry.</summary>
    public bool[] Carries { get; }

    /// <summary>How many digits below k each carry is decided, 1 to k.</summary>
    public int[] Depths { get; }

    /// <summary>Number of pairs with another decision.</summary>
    public int Others { get; }

    /// <summary>Number of pairs with the same.</summary>
    public int Sames => Clean.Count - Others;

    /// <summary>Where A_k is predicted.</summary>
    public int Position => Layout.PredictedAt(Digit);

    /// <summary>Digits into which a carry or borrow can come, ascending: 1 to n of sums, 1 to n − 1 of differences.</summary>
    public static IEnumerable<int> Digits(QuestionLayout layout, QuestionKind kind) =>
        Enumerable.Range(1, kind == QuestionKind.Add ? layout.Digits : layout.Digits - 1);

    /// <summary>Draws pairs.</summary>
    /// <exception cref="ArgumentException">The digit gets no carry.</exception>
    public static CarryPairs Draw(QuestionLayout layout, QuestionKind kind, int digit, ulong seed)
    {
        if (!Digits(layout, kind).Contains(digit))
        {
            throw new ArgumentException(
                $"No carry comes into digit {digit} of {layout.Digits}-digit {kind} questions; the digits are {string.Join(", ", Digits(layout, kind))}.");
        }

        var pairs = new CarryPairs(layout, digit, 2 * Drawn, Drawn);
        for (var row = 0; row < pairs.Clean.Count; row++)
        {
            var same = row >= Drawn;
            var random = new RandomSequence(
                seed, StreamPurpose.Analysis, major: Stream + (uint)((((int)kind * 32) + digit) * 2) + (same ? 1u : 0u), minor: (uint)(row % Drawn));
            pairs.Depths[row] = 1 + (row % Drawn % digit);
            pairs.Draw(kind, row, same, ref random);
        }

        return pairs;
    }

    /// <summary>Pairs with another decision in which the model's A_k is the donor's.</summary>
    /// <param name="answers">A_k of each pair.</param>
    /// <param name="counts">The pairs that count; null means all.</param>
    public Proportion Flipped(int[] answers, Func<int, bool>? counts = null)
    {
        var rows = Enumerable.Range(0, Others).Where(row => counts?.Invoke(row) != false).ToArray();
        return new(rows.Count(row => answers[row] == Donors[row][Layout.Answer(Digit)]), rows.Length);
    }

    /// <summary>Pairs with the same decision in which the model's A_k is not the clean question's.</summary>
    public Proportion Disturbed(int[] answers) =>
        new(Enumerable.Range(Others, Sames).Count(row => answers[row] != Clean[row][Layout.Answer(Digit)]), Sames);

    /// <summary>Some of the pairs, ascending.</summary>
    public CarryPairs Rows(int[] rows)
    {
        var kept = new CarryPairs(Layout, Digit, rows.Length, rows.Count(row => row < Others));
        foreach (var (index, row) in rows.Index())
        {
            Clean[row].CopyTo(kept.Clean[index]);
            Donors[row].CopyTo(kept.Donors[index]);
            kept.Carries[index] = Carries[row];
            kept.Depths[index] = Depths[row];
        }

        return kept;
    }

    private void Draw(QuestionKind kind, int row, bool same, ref RandomSequence random)
    {
        var decidedAt = Digit - Depths[row];
        var clean = new OperandPairs(Layout, Clean[row]);
        var donor = new OperandPairs(Layout, Donors[row]);
        Carries[row] = random.NextBool(0.5);

        // The sign is decided by the digits that stay, and no digit that is predicted before A_k tells of its carry.
        do
        {
            clean.Draw(kind, Digit, ref random);
        }
        while (clean.PassesOn(kind, Digit));

        for (var passing = decidedAt + 1; passing < Digit; passing++)
        {
            clean.Draw(kind, passing, TriState.Unknown, ref random);
        }

        clean.Draw(kind, decidedAt, Decision(Carries[row]), ref random);
        Clean[row].CopyTo(Donors[row]);
        do
        {
            donor.Draw(kind, decidedAt, Decision(Carries[row] == same), ref random);
        }
        while (donor[decidedAt] == clean[decidedAt]);

        clean.Complete(kind);
        donor.Complete(kind);
    }

    private static TriState Decision(bool carries) => carries ? TriState.Yes : TriState.No;
}
