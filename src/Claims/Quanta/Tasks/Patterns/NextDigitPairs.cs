using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Tasks.Patterns;

/// <summary>
/// What digit k tells the next digit. SC, MB, NB: the pair makes a carry (borrow) or certainly none; pairs that pass one on are left
/// out. SS: the pair passes a carry on or makes none, in clean questions where one comes from below. Everything else is random.
/// Expected: A_{k+1} with the carry that the donor's pair makes or passes; all else stays.
/// </summary>
/// <param name="kind">The kind of question.</param>
/// <param name="k">The digit.</param>
/// <param name="other">The tri-state that is told from "none": Yes, or Unknown for SS.</param>
internal sealed class NextDigitPairs(QuestionKind kind, int k, TriState other) : IPairPattern
{
    public ImmutableArray<string> Cases { get; } = [$"{other} to {TriState.No}", $"{TriState.No} to {other}"];

    public int NullCases => 2;

    public void Draw(bool sameValue, int index, ref RandomSequence random, OperandPairs donor, OperandPairs clean)
    {
        var inClean = index == 0 ? other : TriState.No;
        var inDonor = (index == 0) == sameValue ? other : TriState.No;
        do
        {
            // The sign is decided above digit k, so that the pair does not change it.
            donor.Draw(kind, k + 1, ref random);
            clean.Draw(kind, k + 1, ref random);
            donor.Draw(kind, k, inDonor, ref random);
            clean.Draw(kind, k, inClean, ref random);
        }
        while (donor[k] == clean[k] || (other == TriState.Unknown && !clean.Carries(kind, k - 1)));

        donor.Complete(kind);
        clean.Complete(kind);
    }

    public void Expect(OperandPairs donor, OperandPairs clean) =>
        clean.Answer(k + 1) = OperandPairs.Digit(kind, clean.Base(kind, k + 1), clean.Carries(kind, k, donor.Carry(kind, k)));
}
