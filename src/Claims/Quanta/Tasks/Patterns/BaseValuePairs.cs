using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Tasks.Patterns;

/// <summary>
/// SA, MD, ND: two random questions of the kind whose base values of digit k differ (are the same, from another pair). Expected: A_k
/// from the donor's base value and the clean question's own carry or borrow; all else stays.
/// </summary>
internal sealed class BaseValuePairs(QuestionKind kind, int k) : IPairPattern
{
    public ImmutableArray<string> Cases { get; } = ["another value"];

    public int NullCases => 1;

    public void Draw(bool sameValue, int index, ref RandomSequence random, OperandPairs donor, OperandPairs clean)
    {
        do
        {
            donor.Draw(kind, from: 0, ref random);
            clean.Draw(kind, from: 0, ref random);
        }
        while (donor[k] == clean[k] || sameValue != (donor.Base(kind, k) == clean.Base(kind, k)));

        donor.Complete(kind);
        clean.Complete(kind);
    }

    public void Expect(OperandPairs donor, OperandPairs clean) =>
        clean.Answer(k) = OperandPairs.Digit(kind, donor.Base(kind, k), clean.Carries(kind, k - 1));
}
