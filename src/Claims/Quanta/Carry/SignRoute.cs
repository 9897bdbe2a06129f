using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Carry;

/// <summary>On which way the comparison of the operands gets to '=', where the answer's sign is predicted.</summary>
/// <param name="Kind">The kind of the clean questions.</param>
/// <param name="ByHeads">Pairs in which the sign becomes the donor's when at '=' the heads of all layers but the first have the donor's z.</param>
/// <param name="ByLastHeads">The same of the last layer's heads alone.</param>
/// <param name="ByFirstLayer">
/// Pairs in which it becomes the donor's when at '=' what the first layer puts out does, which has looked at tokens alone, and the heads above keep their clean z.
/// </param>
/// <param name="FromLastOperand">
/// Pairs in which it becomes the donor's when behind each layer but the last the residual stream at the last operand token does.
/// </param>
/// <param name="FromSecondOperand">
/// The same of all tokens of the second operand, which alone can hold a comparison that was made there.
/// </param>
/// <param name="FromFirstOperand">The same of all tokens of the first operand, which see nothing of the second: the digits alone.</param>
/// <param name="ByEither">Pairs in which the heads above the first layer, or else what the first layer puts out, make it the donor's.</param>
/// <param name="NullByHeads">Pairs with the same sign in which it changes by the heads.</param>
public sealed record SignRoute(
    QuestionKind Kind, Proportion ByHeads, Proportion ByLastHeads, Proportion ByFirstLayer, Proportion FromLastOperand, Proportion FromSecondOperand,
    Proportion FromFirstOperand, Proportion ByEither, Proportion NullByHeads);
