using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Tasks.Patterns;

/// <summary>
/// GT, and MT of the top digit: subtractions whose sign digit k decides, as the digits above are equal. Expected: the sign is the one
/// that the donor's pair gives, while A_k and the digits below stay. The digits above may stay too, or all feel the borrow that the pair
/// now makes under the clean question's own rule, where the same node tells sign and borrow. (The published test looks at the sign only.)
/// </summary>
internal sealed class ComparisonPairs(int k) : IPairPattern
{
    public ImmutableArray<string> Cases { get; } = ["less to greater", "greater to less"];

    public int NullCases => 2;

    public void Draw(bool sameValue, int index, ref RandomSequence random, OperandPairs donor, OperandPairs clean)
    {
        var inClean = index == 0 ? TriState.Yes : TriState.No;
        var inDonor = (index == 0) == sameValue ? TriState.Yes : TriState.No;
        do
        {
            DrawDecided(donor, inDonor, ref random);
            DrawDecided(clean, inClean, ref random);
        }
        while (donor[k] == clean[k]);

        donor.Complete(QuestionKind.Sub);
        clean.Complete(QuestionKind.Sub);
    }

    public ImmutableArray<int> MayStay(QuestionLayout layout) => [.. Enumerable.Range(k + 1, layout.Digits - 1 - k)];

    public void Expect(OperandPairs donor, OperandPairs clean)
    {
        var kind = clean.Kind;
        for (var above = k + 1; above < clean.Layout.Digits; above++)
        {
            clean.Answer(above) = OperandPairs.Digit(kind, clean.Base(kind, above), donor.Carry(kind, k) == TriState.Yes);
        }

        clean.Answer(clean.Layout.Digits + 1) = donor[k].First > donor[k].Second ? Vocabulary.Plus : Vocabulary.Minus;
    }

    private void DrawDecided(OperandPairs pairs, TriState smaller, ref RandomSequence random)
    {
        do
        {
            pairs.Draw(ref random);
            pairs.Draw(QuestionKind.Sub, k, smaller, ref random);
        }
        while (pairs[k].First == pairs[k].Second);

        for (var above = k + 1; above < pairs.Layout.Digits; above++)
        {
            pairs[above] = (pairs[above].First, pairs[above].First);
        }
    }
}
