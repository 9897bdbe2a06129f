using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Carry;

/// <summary>How A_k changes while the last layer's MLP at its predicting position goes from one carry to the other.</summary>
public sealed record CombinerCurve
{
    // Less what rounding may take from the distance of two flips: those exactly a quarter apart are a step too far.
    private const double Quarter = 0.25 - 1e-9;

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

    /// <summary>
    /// Pairs that flip once and within one quarter of the way, that in which most of them do. Flips at the same share give 1, flips spread
    /// evenly over the way 0.25 and, as the quarter is chosen, a little more.
    /// </summary>
    public Proportion WithinAQuarter =>
        new(FlipShares.Select(from => FlipShares.Count(share => share >= from && share - from < Quarter)).DefaultIfEmpty(0).Max(), SingleFlips.Trials);

    /// <summary>Null: pairs with the same carry in which the predicted token changes at all.</summary>
    public required Proportion Null { get; init; }
}
