using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Tasks.Patterns;

/// <summary>
/// OPR, SGN, SLT: questions of two kinds (the same kind) with unrelated operands. Expected: A_k as the donor's kind of rule gives it for
/// the clean question's operands; all else stays.
/// </summary>
/// <param name="k">The digit.</param>
/// <param name="kinds">The kinds that the sub-task tells apart.</param>
internal sealed class SelectionPairs(int k, ImmutableArray<QuestionKind> kinds) : IPairPattern
{
    public ImmutableArray<string> Cases =>
        [.. Enumerable.Range(0, kinds.Length * (kinds.Length - 1)).Select(index => $"{Of(index).Clean} to {Of(index).Donor}")];

    public int NullCases => kinds.Length;

    public void Draw(bool sameValue, int index, ref RandomSequence random, OperandPairs donor, OperandPairs clean)
    {
        var (inClean, inDonor) = sameValue ? (kinds[index], kinds[index]) : Of(index);
        do
        {
            donor.Draw(inDonor, from: 0, ref random);

            // An addition gets operands that suit the donor's rule; of a subtraction they follow from its sign.
            clean.Draw(inClean == QuestionKind.Add ? inDonor : inClean, from: 0, ref random);
        }
        while (donor[k] == clean[k] || (!sameValue && clean.Digit(inDonor, k) == clean.Digit(inClean, k)));

        donor.Complete(inDonor);
        clean.Complete(inClean);
    }

    public void Expect(OperandPairs donor, OperandPairs clean) => clean.Answer(k) = clean.Digit(donor.Kind, k);

    private (QuestionKind Clean, QuestionKind Donor) Of(int index) =>
        (kinds[index % kinds.Length], kinds[(index + 1 + (index / kinds.Length)) % kinds.Length]);
}
