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
    public (int Other, int Same) Strata => (kinds.Length * (kinds.Length - 1), kinds.Length);

    public void Draw(bool sameValue, int stratum, ref RandomSequence random, OperandPairs donor, OperandPairs clean)
    {
        var inClean = kinds[stratum % kinds.Length];
        var inDonor = sameValue ? inClean : kinds[(stratum + 1 + (stratum / kinds.Length)) % kinds.Length];
        do
        {
            donor.Draw(inDonor, from: 0, ref random);

            // An addition gets operands that suit the donor's rule; of a subtraction they follow from its sign.
            clean.Draw(inClean == QuestionKind.Add ? inDonor : inClean, from: 0, ref random);
        }
        while (!sameValue && clean.Digit(inDonor, k) == clean.Digit(inClean, k));

        donor.Complete(inDonor);
        clean.Complete(inClean);
    }

    public void Expect(OperandPairs donor, OperandPairs clean) => clean.Answer(k) = clean.Digit(donor.Kind, k);
}
