using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Tasks.Patterns;

/// <summary>
/// GT, and MT of the top digit: subtractions whose sign digit k decides, as the digits above are equal. Expected: the sign is the one
/// that the donor's pair gives; all else stays. (The published test looks at the sign only.)
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

    public void Expect(OperandPairs donor, OperandPairs clean) =>
        clean.Answer(clean.Layout.Digits + 1) = donor[k].First > donor[k].Second ? Vocabulary.Plus : Vocabulary.Minus;

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
