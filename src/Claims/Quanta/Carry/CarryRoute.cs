using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Carry;

/// <summary>On which way the carry or borrow into A_k gets into the last layer where A_k is predicted.</summary>
/// <param name="Kind">The kind of question.</param>
/// <param name="Digit">The digit k.</param>
/// <param name="ByHeads">Pairs in which A_k becomes the donor's when all heads of the last layer have the donor's z there.</param>
/// <param name="ByHeadsNextPair">Of these, those of the pairs of questions in which the digit pair next below decides.</param>
/// <param name="ByHead">The same of each head alone.</param>
/// <param name="PastHeads">
/// Pairs in which A_k becomes the donor's when the residual stream in front of the last layer does, there, and all its heads keep their clean z.
/// </param>
/// <param name="NullByHeads">Pairs with the same carry in which A_k changes at all by the heads.</param>
/// <param name="NullPastHeads">The same past the heads.</param>
public sealed record CarryRoute(
    QuestionKind Kind,
    int Digit,
    Proportion ByHeads,
    Proportion ByHeadsNextPair,
    ImmutableArray<Proportion> ByHead,
    Proportion PastHeads,
    Proportion NullByHeads,
    Proportion NullPastHeads);
