using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>How many digits of subtractions show the sum of the operands, of those in which sum and difference differ.</summary>
/// <param name="Kind">The kind of the subtractions.</param>
/// <param name="ByDirection">
/// When layer 1's output is moved, at each position, by the difference of its means over the additions and over the subtractions.
/// </param>
/// <param name="ByHead">When one head has the z of the addition: the heads of layer 0, then those of layer 1.</param>
/// <param name="ByHeadOfOthers">The same with the z of an addition of other operands: what a head that tells the operation, and nothing of the operands, does.</param>
/// <param name="NullByHead">Null: the same with the z of a subtraction of other operands.</param>
/// <param name="Whole">When layer 1's output is the addition's from the operator on, which must show every sum: a check of the tool.</param>
public sealed record SteeringOutcome(
    QuestionKind Kind,
    Proportion ByDirection,
    ImmutableArray<Proportion> ByHead,
    ImmutableArray<Proportion> ByHeadOfOthers,
    ImmutableArray<Proportion> NullByHead,
    Proportion Whole);
