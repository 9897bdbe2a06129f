using System.Collections.Immutable;
using Repro.Claims.Arithmetic;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>
/// The fixed pairs of the authors' tests (arXiv 2402.02619, released code), for any number of digits. With r(d) the number whose digits
/// are all d and e_k = 10^k, SA for instance patches r(2) + r(1) into r(5) + r(4).
/// </summary>
internal static class PublishedPairs
{
    /// <summary>Donor and clean questions; none where the authors have no test.</summary>
    public static ImmutableArray<(Question Donor, Question Clean)> Of(SubTask task, QuestionLayout layout, int k)
    {
        Question Add((int Digit, int Plus) first, (int Digit, int Plus) second) => Make(Operation.Add, first, second);
        Question Subtract((int Digit, int Plus) first, (int Digit, int Plus) second) => Make(Operation.Subtract, first, second);
        Question Make(Operation operation, (int Digit, int Plus) first, (int Digit, int Plus) second) =>
            new(layout, Number(first, layout.Digits), operation, Number(second, layout.Digits));
        ulong Number((int Digit, int Plus) number, int digits) => (Repeated(number.Digit, digits)) + ((ulong)number.Plus * Power(k));

        // The first operand without its top digit makes the answer negative.
        Question Negative(int first, (int Digit, int Plus) second) =>
            new(layout, Repeated(first, layout.Digits - 1), Operation.Subtract, Number(second, layout.Digits));

        return task switch
        {
            SubTask.SA => [(Add((2, 0), (1, 0)), Add((5, 0), (4, 0))), (Add((2, 0), (6, 0)), Add((5, 0), (1, 0)))],
            SubTask.SC => [(Add((2, 0), (6, 3)), Add((3, 0), (5, 0)))],
            SubTask.SS =>
            [
                (Add((2, 3), (4, 0)),
                 new Question(layout, Repeated(3, layout.Digits) + Power(k) + (3 * Power(k - 1)), Operation.Add, Repeated(5, layout.Digits))),
            ],
            SubTask.ST => [(Add((2, 0), (7, 2)), Add((3, 0), (6, 0)))],
            SubTask.MD => [(Subtract((3, 0), (1, 0)), Subtract((9, 0), (4, 0))), (Subtract((6, 0), (2, 0)), Subtract((9, 0), (3, 0)))],
            SubTask.MB => [(Subtract((2, 0), (1, 2)), Subtract((7, 0), (4, 0)))],
            SubTask.MT => [(Subtract((5, 0), (0, 0)), Subtract((2, 0), (2, 2)))],
            SubTask.ND => [(Negative(3, (1, 0)), Negative(9, (4, 0))), (Negative(6, (2, 0)), Negative(9, (3, 0)))],
            SubTask.NB => [(Negative(2, (1, 2)), Negative(7, (4, 0)))],
            SubTask.GT => Both(
                new Question(layout, 6 * Power(k), Operation.Subtract, (2 * Power(k)) + 1),
                new Question(layout, Power(k), Operation.Subtract, (2 * Power(k)) + 1)),
            _ => [],
        };

        static ImmutableArray<(Question, Question)> Both(Question one, Question other) => [(one, other), (other, one)];
    }

    /// <summary>Changes the true answer in a copy of the clean question's row to the one that the authors' test expects, corrected.</summary>
    public static void Expect(TaskDefinition task, int k, OperandPairs donor, OperandPairs clean)
    {
        if (task.Task == SubTask.SS)
        {
            // Both pairs of digit k sum to 9; the donor brings the missing carry from digit k − 1, which is what its node reads.
            clean.Answer(k + 1) = OperandPairs.Digit(QuestionKind.Add, clean.Base(QuestionKind.Add, k + 1), donor.Carries(QuestionKind.Add, k - 1));
        }
        else
        {
            task.Pattern(clean.Layout, k, PairSource.Published).Expect(donor, clean);
        }
    }

    private static ulong Repeated(int digit, int digits) => digits == 0 ? 0 : (Repeated(digit, digits - 1) * 10) + (ulong)digit;

    private static ulong Power(int exponent) => exponent == 0 ? 1 : 10 * Power(exponent - 1);
}
