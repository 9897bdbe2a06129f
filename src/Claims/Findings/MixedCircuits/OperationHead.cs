using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-27: in models that start from an addition model one first-layer head tells which operation is asked.</summary>
public sealed class OperationHead() : CircuitClaim(
    "MIX-27",
    "A mixed model that starts from an addition model has a first-layer head that tells the operation: given, where answer tokens are predicted, the z that this head has in an "
    + "addition of other operands, a subtraction shows digits of the sum of its own.",
    "none; in the sample model L0H3 looks at operator and sign, and the authors' re-tests of a single head that selects the operation give 0 %",
    new Criterion(
        "share of digits, of those in which sum and difference differ, that show the sum, the lesser of positive and negative answers, by the first-layer head with which it is greatest",
        Comparator.AtLeast,
        0.3,
        "Found where MIX-24 failed: in the three ins1 models of MIX-24 one such head gives 0.50 to 0.59, in the nine from scratch 0.16 to 0.57 or none. Three times what chance "
        + "gives. Judged are all other ins1 models of three layers, none of which had been looked at in this way when this was written."),
    MixedModelsMapped.OtherInitialised,
    [new WholeSwap(), new OtherSubtractions()])
{
    /// <summary>The first-layer heads by the lesser share of both kinds of subtraction, best first.</summary>
    internal static ImmutableArray<(int Head, Proportion Least)> Best(MappedModel model, Func<SteeringOutcome, ImmutableArray<Proportion>> byHead, CancellationToken cancellation)
    {
        var outcomes = Steering.Of(model, cancellation);
        return outcomes.IsEmpty
            ? []
            : [.. Enumerable.Range(0, model.Engine.Config.Heads)
                .Select(head => (head, outcomes.Select(outcome => byHead(outcome)[head]).MinBy(share => share.Value))).OrderByDescending(pair => pair.Item2.Value)];
    }

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var heads = Best(model, outcome => outcome.ByHeadOfOthers, cancellation);
        return heads.IsEmpty ? null : new Measurement(model.Name, heads[0].Least.Value)
        {
            Bounds = heads[0].Least.Bounds,
            BoundsOf = "share of digits",
            Raw = Measurement.RawOf(
                ("digits", heads[0].Least.Trials),
                ("digits of the sum", heads[0].Least.Hits),
                ("the head", heads[0].Head),
                ("digits of the sum by the next best head", heads[1].Least.Hits)),
            Examples = [.. heads.Select(head => $"L0H{head.Head}: {head.Least}")],
        };
    }
}
