using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Tasks;

namespace Repro.Claims.Quanta.Algorithm;

/// <summary>
/// The algorithms that the paper declares (arXiv 2402.02619), for any number of digits n. Two additions to the published clauses: the
/// resolved carry and borrow (SV, MV), whose published clause is empty, must be read by the last layer's MLP where the next digit is predicted; and
/// base values must be made exactly where their digit is predicted, as the text says, not merely up to there.
/// </summary>
public static class PublishedAlgorithms
{
    /// <summary>The algorithm that the paper declares for such a model.</summary>
    public static DeclaredAlgorithm For(QuestionLayout layout, OperationMix operations, int layers) => operations switch
    {
        OperationMix.Add => layers == 1 ? OneLayerAddition(layout) : Addition(layout),
        OperationMix.Sub => Subtraction(layout),
        _ => Mixed(layout),
    };

    /// <summary>
    /// Addition in one layer: A_k from its own base value, the carry of the next lower pair, and the one below it that passes through a
    /// sum of 9; everything by the position that predicts A_k.
    /// </summary>
    public static DeclaredAlgorithm OneLayerAddition(QuestionLayout layout) => new(
        "addition, 1 layer",
        [
            .. BaseValues(layout, SubTask.SA, layout.Digits),
            .. from k in Descending(1, layout.Digits - 1) select Has(SubTask.SC, k - 1, PositionWindow.UpToPrediction(layout, k)),
            .. from k in Descending(2, layout.Digits - 1) select Has(SubTask.SS, k - 1, PositionWindow.UpToPrediction(layout, k)),
        ]);

    /// <summary>
    /// Addition in two layers or more: tri-states of all pairs by the sign token (those of digits 0 and 1 are not demanded), base value and
    /// resolved carry where each digit is predicted. The carry of the next lower pair may be read once more.
    /// </summary>
    public static DeclaredAlgorithm Addition(QuestionLayout layout) => new(
        "addition, 2 or more layers",
        [
            .. BaseValues(layout, SubTask.SA, layout.Digits),
            .. from k in Descending(2, layout.Digits - 1) select Has(SubTask.ST, k, PositionWindow.OperatorToSign(layout)),
            .. Resolved(layout, SubTask.SV, layout.Digits - 1),
            .. NextDigits(layout, SubTask.SC, layout.Digits - 1),
        ]);

    /// <summary>
    /// Subtraction with an answer of zero or more, in two layers or more: tri-states by the sign token, from the top digit down; base value and
    /// resolved borrow where each digit is predicted.
    /// </summary>
    public static DeclaredAlgorithm Subtraction(QuestionLayout layout) => new(
        "subtraction, 2 or more layers",
        [
            .. BaseValues(layout, SubTask.MD, layout.Digits),
            .. from k in Descending(0, layout.Digits - 1) select Has(SubTask.MT, k, PositionWindow.OperatorToSign(layout)),
            .. from k in Descending(1, layout.Digits - 1) select new InOrder(new(SubTask.MT, k), new(SubTask.MT, k - 1)),
            .. Resolved(layout, SubTask.MV, layout.Digits - 2),
            .. NextDigits(layout, SubTask.MB, layout.Digits - 2),
        ]);

    /// <summary>
    /// Addition, subtraction and negative answers in one model: both algorithms; the comparison of each pair by '=', where the sign is predicted;
    /// base values of all three kinds on shared nodes, below the top digit; operator and sign read where each digit is predicted.
    /// </summary>
    public static DeclaredAlgorithm Mixed(QuestionLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new(
            "addition and subtraction",
            [
                .. Addition(layout).Clauses,
                .. Subtraction(layout).Clauses,
                .. BaseValues(layout, SubTask.ND, layout.Digits),
                .. NextDigits(layout, SubTask.NB, layout.Digits - 2),
                .. from k in Descending(0, layout.Digits - 1) select Has(SubTask.GT, k, PositionWindow.UpToEqualsSign(layout)),
                .. from k in Descending(0, layout.Digits - 2)
                   select new SharedNodes([new(SubTask.SA, k), new(SubTask.MD, k), new(SubTask.ND, k)]),
                .. from k in Descending(0, layout.Digits - 1)
                   from task in (SubTask[])[SubTask.OPR, SubTask.SGN]
                   select new HasTask(new(task, null), PositionWindow.Prediction(layout, k)),
            ]);
    }

    private static IEnumerable<Clause> BaseValues(QuestionLayout layout, SubTask task, int digits) =>
        Descending(0, digits - 1).Select(k => Has(task, k, PositionWindow.Prediction(layout, k)));

    private static IEnumerable<Clause> Resolved(QuestionLayout layout, SubTask task, int highest) =>
        Descending(0, highest).Select(k => Has(task, k, PositionWindow.Prediction(layout, k + 1)));

    private static IEnumerable<Clause> NextDigits(QuestionLayout layout, SubTask task, int highest) =>
        Descending(0, highest).Select(k => Has(task, k, PositionWindow.Prediction(layout, k + 1), optional: true));

    private static HasTask Has(SubTask task, int k, PositionWindow window, bool optional = false) => new(new(task, k), window, optional);

    private static IEnumerable<int> Descending(int lowest, int highest) =>
        Enumerable.Range(lowest, Math.Max(0, highest - lowest + 1)).Reverse();
}
