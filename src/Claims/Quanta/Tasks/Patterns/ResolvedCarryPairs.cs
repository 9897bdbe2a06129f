using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Tasks.Patterns;

/// <summary>
/// SV, MV and the combiners: the carry (borrow) out of digit k, decided by the pair <c>depth</c> places further down while all pairs
/// between pass it on; every depth equally often. Donor and clean question share the digits above k and nothing else; the donor's decision
/// is the other one, or the same (deciding-matched). Expected: A_{k+1} with the donor's carry; all else stays.
/// </summary>
internal sealed class ResolvedCarryPairs(QuestionKind kind, int k) : IPairPattern
{
    public ImmutableArray<string> Cases { get; } = [.. Enumerable.Range(1, k + 1).Select(depth => $"depth {depth}")];

    public int NullCases => k + 1;

    public void Draw(bool sameValue, int index, ref RandomSequence random, OperandPairs donor, OperandPairs clean)
    {
        var carries = random.NextBool(0.5);
        clean.Draw(kind, k + 1, ref random);
        Cascade(clean, index, carries, ref random);
        do
        {
            donor.Draw(ref random);
            for (var above = k + 1; above < clean.Layout.Digits; above++)
            {
                donor[above] = clean[above];
            }

            Cascade(donor, index, carries == sameValue, ref random);
        }
        while (donor[k - index] == clean[k - index]);

        donor.Complete(kind);
        clean.Complete(kind);
    }

    public void Expect(OperandPairs donor, OperandPairs clean) =>
        clean.Answer(k + 1) = OperandPairs.Digit(kind, clean.Base(kind, k + 1), donor.Carries(kind, k));

    private void Cascade(OperandPairs pairs, int depth, bool carries, ref RandomSequence random)
    {
        for (var passing = k; passing > k - depth; passing--)
        {
            pairs.Draw(kind, passing, TriState.Unknown, ref random);
        }

        pairs.Draw(kind, k - depth, carries ? TriState.Yes : TriState.No, ref random);
    }
}
