using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Tasks.Patterns;

/// <summary>
/// ST, MT: every change between the three states of digit k that changes the carry (borrow) out of it, all equally often; for an
/// unknown state the digits below decide. As in the published pairs the digits next above pass the carry on, here a random number of
/// them. Expected: every answer digit above k as the rule gives it with the donor's state; A_k, the digits below and the sign stay.
/// A_{k+1} alone may also stay, as SC (MB) may read the same pair a second time where that digit is predicted. (The published test takes
/// any change of the answer for a success.)
/// </summary>
internal sealed class TriStatePairs(QuestionKind kind, int k) : IPairPattern
{
    // In digit 0 there is no unknown state.
    private readonly TriState[] _states = k > 0 ? [TriState.No, TriState.Yes, TriState.Unknown] : [TriState.No, TriState.Yes];

    // Digits above k that can pass a carry on; the sign of a subtraction must be decided above them.
    private int Room(QuestionLayout layout) => layout.Digits - (kind == QuestionKind.Add ? 1 : 2) - k;

    public ImmutableArray<string> Cases =>
        [.. Enumerable.Range(0, _states.Length * (_states.Length - 1)).Select(index => $"{States(index).Clean} to {States(index).Donor}")];

    public int NullCases => _states.Length;

    public void Draw(bool sameValue, int index, ref RandomSequence random, OperandPairs donor, OperandPairs clean)
    {
        var (inClean, inDonor) = sameValue ? (_states[index], _states[index]) : States(index);
        var passing = Room(clean.Layout) is > 0 and var room ? 1 + random.NextBelow(room) : 0;
        do
        {
            Draw(donor, inDonor, passing, ref random);
            Draw(clean, inClean, passing, ref random);
        }
        while (donor[k] == clean[k] || sameValue != (clean.Carries(kind, k, inDonor) == clean.Carries(kind, k)));

        donor.Complete(kind);
        clean.Complete(kind);
    }

    public ImmutableArray<int> MayStay(QuestionLayout layout) => Room(layout) > 0 ? [k + 1] : [];

    public void Expect(OperandPairs donor, OperandPairs clean)
    {
        var carry = clean.Carries(kind, k, donor.Carry(kind, k));
        for (var above = k + 1; above <= clean.Layout.Digits; above++)
        {
            // Subtractions never borrow from A_n, as their sign is decided above k.
            clean.Answer(above) = OperandPairs.Digit(kind, clean.Base(kind, above), carry);
            carry = above < clean.Layout.Digits && clean.Carry(kind, above) switch
            {
                TriState.Unknown => carry,
                var decided => decided == TriState.Yes,
            };
        }
    }

    private (TriState Clean, TriState Donor) States(int index) =>
        (_states[index % _states.Length], _states[(index + 1 + (index / _states.Length)) % _states.Length]);

    private void Draw(OperandPairs pairs, TriState state, int passing, ref RandomSequence random)
    {
        pairs.Draw(kind, k + passing + 1, ref random);
        pairs.Draw(kind, k, state, ref random);
        for (var above = k + 1; above <= k + passing; above++)
        {
            pairs.Draw(kind, above, TriState.Unknown, ref random);
        }
    }
}
