using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Carry;

/// <summary>Whether the carry into A_k is to be found at '=' or where A_k is predicted.</summary>
/// <param name="Kind">The kind of question.</param>
/// <param name="Digit">The digit k.</param>
/// <param name="AtEqualsSign">Pairs in which A_k becomes the donor's when the residual stream at '=' does.</param>
/// <param name="ByDepth">
/// The same by how many digits below k the carry is decided: where '=' has read one pair and nothing else, only its depth flips.
/// </param>
/// <param name="NullAtEqualsSign">Pairs with the same carry in which A_k changes at all.</param>
/// <param name="AtPrediction">
/// Pairs in which A_k becomes the donor's when the residual stream where A_k is predicted does. All that the model predicts from is then the donor's, so this holds for every model: a check of the
/// pairs, beside which '=' is read.
/// </param>
/// <param name="NullAtPrediction">Pairs with the same carry in which A_k changes at all.</param>
public sealed record CarryPlace(
    QuestionKind Kind,
    int Digit,
    Proportion AtEqualsSign,
    ImmutableArray<CaseShare> ByDepth,
    Proportion NullAtEqualsSign,
    Proportion AtPrediction,
    Proportion NullAtPrediction);
