using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Carry;

/// <summary>How A_k changes while the last layer's MLP at its predicting position goes from one carry to the other.</summary>
public sealed record CombinerCurve
{
    /// <summary>The kind of question.</summary>
    public required QuestionKind Kind { get; init; }

    /// <summary>The digit k.</summary>
    public required int Digit { get; init; }

    /// <summary>Pairs in which the predicted token changes exactly once, from the clean question's A_k to the donor's.</summary>
    public required Proportion SingleFlips { get; init; }

    /// <summary>
    /// Where the single flips are, ascending: the share of the run with the carry, 0 to 1, in the middle of the step in which the token changed.
    /// </summary>
    public required ImmutableArray<double> FlipShares { get; init; }

    /// <summary>
    /// For each single flip, ascending, the part of the change of the logit difference (donor's A_k less clean A_k) that falls into the
    /// quarter of the way in which it is greatest. A straight line has 0.25, for which the token changes exactly once as well; a step has 1.
    /// </summary>
    public required ImmutableArray<double> Steepness { get; init; }

    /// <summary>Null: pairs with the same carry in which the predicted token changes at all.</summary>
    public required Proportion Null { get; init; }
}
