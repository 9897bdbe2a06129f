using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Tasks;
using Repro.Models.Engines;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Carry;

/// <summary>
/// Subtractions and donors that differ in one digit pair alone: the highest one that is not of equal digits, which decides the answer's sign. Every digit
/// decides equally often. First the pairs of questions with different signs, then those with the same sign, decided by other digits (the null).
/// </summary>
internal sealed class SignPairs
{
    /// <summary>Pairs drawn in each half.</summary>
    public const int Drawn = 200;

    private const uint Stream = 1 << 19;

    private SignPairs(QuestionLayout layout)
    {
        Layout = layout;
        Clean = new TokenBatch(2 * Drawn, layout.Length);
        Donors = new TokenBatch(2 * Drawn, layout.Length);
        DecidedAt = new int[2 * Drawn];
    }

    /// <summary>Where each token stands.</summary>
    public QuestionLayout Layout { get; }

    /// <summary>Questions with their answers.</summary>
    public TokenBatch Clean { get; }

    /// <summary>Donors with their answers.</summary>
    public TokenBatch Donors { get; }

    /// <summary>The digit that decides the sign of each.</summary>
    public int[] DecidedAt { get; }

    /// <summary>Draws pairs whose clean questions have answers of one sign.</summary>
    /// <exception cref="ArgumentException">The kind is addition.</exception>
    public static SignPairs Draw(QuestionLayout layout, QuestionKind kind, ulong seed)
    {
        if (kind == QuestionKind.Add)
        {
            throw new ArgumentException("Additions have no sign to decide; the kinds are Sub and Neg.");
        }

        var pairs = new SignPairs(layout);
        for (var row = 0; row < pairs.Clean.Count; row++)
        {
            var same = row >= Drawn;
            var random = new RandomSequence(seed, StreamPurpose.Analysis, major: Stream + ((uint)kind * 2) + (same ? 1u : 0u), minor: (uint)(row % Drawn));
            pairs.DecidedAt[row] = row % Drawn % layout.Digits;
            pairs.Draw(kind, row, same, ref random);
        }

        return pairs;
    }

    private void Draw(QuestionKind kind, int row, bool same, ref RandomSequence random)
    {
        var decidedAt = DecidedAt[row];
        var clean = new OperandPairs(Layout, Clean[row]);
        var donor = new OperandPairs(Layout, Donors[row]);
        clean.Draw(ref random);
        for (var above = decidedAt + 1; above < Layout.Digits; above++)
        {
            clean[above] = (clean[above].First, clean[above].First);
        }

        var sign = kind == QuestionKind.Sub ? 1 : -1;
        clean[decidedAt] = Pair(sign, ref random);
        Clean[row].CopyTo(Donors[row]);
        do
        {
            donor[decidedAt] = Pair(same ? sign : -sign, ref random);
        }
        while (donor[decidedAt] == clean[decidedAt]);

        clean.Complete(kind);
        donor.Complete(kind);
    }

    private static (int First, int Second) Pair(int sign, ref RandomSequence random)
    {
        (int First, int Second) pair;
        do
        {
            pair = (random.NextBelow(10), random.NextBelow(10));
        }
        while (Math.Sign(pair.First - pair.Second) != sign);

        return pair;
    }
}
