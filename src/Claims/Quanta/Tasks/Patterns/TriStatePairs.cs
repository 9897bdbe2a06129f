using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Tasks.Patterns;

/// <summary>
/// ST, MT: every change between the three states of digit k that changes the carry (borrow) out of it, all equally often; for an
/// unknown state the digits below decide. Expected: every answer digit above k as the rule gives it with the donor's state; A_k, the
/// digits below and the sign stay. (The published test takes any change of the answer for a success.)
/// </summary>
internal sealed class TriStatePairs(QuestionKind kind, int k) : IPairPattern
{
    // In digit 0 there is no unknown state.
    private readonly TriState[] _states = k > 0 ? [TriState.No, TriState.Yes, TriState.Unknown] : [TriState.No, TriState.Yes];

    public (int Other, int Same) Strata => (_states.Length * (_states.Length - 1), _states.Length);

    public void Draw(bool sameValue, int stratum, ref RandomSequence random, OperandPairs donor, OperandPairs clean)
    {
        var inClean = _states[stratum % _states.Length];
        var inDonor = sameValue ? inClean : _states[(stratum + 1 + (stratum / _states.Length)) % _states.Length];
        do
        {
            donor.Draw(kind, k + 1, ref random);
            clean.Draw(kind, k + 1, ref random);
            donor.Draw(kind, k, inDonor, ref random);
            clean.Draw(kind, k, inClean, ref random);
        }
        while (donor[k] == clean[k] || sameValue != (clean.Carries(kind, k, inDonor) == clean.Carries(kind, k)));

        donor.Complete(kind);
        clean.Complete(kind);
    }

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
}
