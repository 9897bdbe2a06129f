using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Tasks;
using Repro.Models.Engines;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Carry;

/// <summary>
/// Additions in three versions that differ in the pair below digit k alone: its sum is 8 or less (no carry), 10 or more (carry), or 9, and
/// then the pairs below it decide. In every second triple these make a carry, in all versions alike. A fourth version, for comparison, has the
/// sum next to 9 that makes the same carry: 8 or 10.
/// </summary>
internal sealed class CarryTriples
{
    /// <summary>Triples drawn.</summary>
    public const int Drawn = 200;

    private const uint Stream = 3 << 16;

    private CarryTriples(QuestionLayout layout)
    {
        (No, Yes) = (new TokenBatch(Drawn, layout.Length), new TokenBatch(Drawn, layout.Length));
        (Unknown, NextToUnknown) = (new TokenBatch(Drawn, layout.Length), new TokenBatch(Drawn, layout.Length));
    }

    /// <summary>Questions with answers, in which the pair makes no carry.</summary>
    public TokenBatch No { get; }

    /// <summary>Those in which it makes one.</summary>
    public TokenBatch Yes { get; }

    /// <summary>Those in which the pairs below decide.</summary>
    public TokenBatch Unknown { get; }

    /// <summary>Those in which its sum is 8 where the pairs below make no carry, and 10 where they make one.</summary>
    public TokenBatch NextToUnknown { get; }

    /// <summary>Whether the pairs below the one that differs make a carry.</summary>
    public bool[] Carries { get; } = [.. Enumerable.Range(0, Drawn).Select(row => row % 2 == 1)];

    /// <summary>Digits k whose pair below can leave the carry open, ascending: 2 to n.</summary>
    public static IEnumerable<int> Digits(QuestionLayout layout) => Enumerable.Range(2, layout.Digits - 1);

    /// <summary>Draws triples.</summary>
    /// <exception cref="ArgumentException">The pair below the digit leaves no carry open.</exception>
    public static CarryTriples Draw(QuestionLayout layout, int digit, ulong seed)
    {
        if (!Digits(layout).Contains(digit))
        {
            throw new ArgumentException($"No pair below digit {digit} of {layout.Digits}-digit additions leaves the carry open; the digits are 2 to {layout.Digits}.");
        }

        var triples = new CarryTriples(layout);
        for (var row = 0; row < Drawn; row++)
        {
            var random = new RandomSequence(seed, StreamPurpose.Analysis, major: Stream + (uint)digit, minor: (uint)row);
            var pairs = new OperandPairs(layout, triples.No[row]);
            do
            {
                pairs.Draw(ref random);
            }
            while (pairs.PassesOn(QuestionKind.Add, digit) || pairs.Carries(QuestionKind.Add, digit - 2) != triples.Carries[row]);

            triples.No[row].CopyTo(triples.Yes[row]);
            triples.No[row].CopyTo(triples.Unknown[row]);
            triples.No[row].CopyTo(triples.NextToUnknown[row]);
            foreach (var (version, state) in new[] { (triples.No, TriState.No), (triples.Yes, TriState.Yes), (triples.Unknown, TriState.Unknown) })
            {
                pairs = new OperandPairs(layout, version[row]);
                pairs.Draw(QuestionKind.Add, digit - 1, state, ref random);
                pairs.Complete(QuestionKind.Add);
            }

            pairs = new OperandPairs(layout, triples.NextToUnknown[row]);
            do
            {
                pairs.Draw(QuestionKind.Add, digit - 1, triples.Carries[row] ? TriState.Yes : TriState.No, ref random);
            }
            while (Math.Abs(pairs[digit - 1].First + pairs[digit - 1].Second - 9) != 1);

            pairs.Complete(QuestionKind.Add);
        }

        return triples;
    }
}
