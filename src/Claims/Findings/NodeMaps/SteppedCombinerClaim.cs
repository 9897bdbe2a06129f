using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Carry;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>Whether the last layer's MLP goes from one carry or borrow to the other in a step, in all kinds of question that a model is for.</summary>
/// <param name="id">For instance ADD-23.</param>
/// <param name="statement">The finding in one sentence.</param>
/// <param name="published">The published figures.</param>
/// <param name="reason">Why the criterion is what it is.</param>
/// <param name="models">The models.</param>
/// <param name="planted">What a planted model must give.</param>
/// <param name="controls">Controls beside that and donors with the same carry.</param>
public abstract class SteppedCombinerClaim(
    string id, string statement, string published, string reason, ImmutableArray<string> models, PlantedCircuit planted, ImmutableArray<ICircuitControl> controls) : CircuitClaim(
    id,
    statement,
    published,
    new Criterion(
        "share of questions, at the digit where it is least, whose digit changes exactly once, to the donor's, and within that quarter of the way in which most "
        + "questions of the digit change",
        Comparator.GreaterThan,
        0.5,
        reason),
    models,
    [
        new SameCarryDonors("anywhere on the way", (model, cancellation) => CarryScans.Of(model, cancellation).Select(scan => scan.Curve.Null)),
        planted,
        .. controls,
    ])
{
    private const double PublishedLeast = 0.5;
    private const double PublishedMost = 0.75;

    /// <inheritdoc/>
    public sealed override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ImmutableArray<CombinerCurve> curves = [.. CarryScans.Of(model, cancellation).Select(scan => scan.Curve).Where(curve => curve.SingleFlips.Trials > 0)];
        if (curves.IsEmpty)
        {
            return null;
        }

        var least = curves.Select(curve => curve.WithinAQuarter).MinBy(share => share.Value);
        return new Measurement(model.Name, least.Value)
        {
            Bounds = least.Bounds,
            BoundsOf = "share of questions",
            Raw = RawOf(curves),
            Parts =
            [
                .. curves.Select(curve => new Measurement($"{model.Name}, {curve.Kind} A{curve.Digit}", curve.WithinAQuarter.Value)
                {
                    Bounds = curve.WithinAQuarter.Bounds,
                    BoundsOf = "share of questions",
                    Raw = RawOf([curve]),
                }),
            ],
        };
    }

    private static ImmutableSortedDictionary<string, double> RawOf(ImmutableArray<CombinerCurve> curves)
    {
        var shares = curves.SelectMany(curve => curve.FlipShares).ToArray();
        var steepness = curves.SelectMany(curve => curve.Steepness).ToArray();
        var single = new Proportion(curves.Sum(curve => curve.SingleFlips.Hits), curves.Sum(curve => curve.SingleFlips.Trials));
        IEnumerable<(string, double)> counts =
        [
            ("digits", curves.Length),
            ("questions", single.Trials),
            ("that change once", single.Hits),
            ("once, in the digits' own quarters", curves.Sum(curve => curve.WithinAQuarter.Hits)),
            ("once, at 0.5 to 0.75 of the carry", shares.Count(share => share is >= PublishedLeast and <= PublishedMost)),
            ("changed by donors with the same carry", curves.Sum(curve => curve.Null.Hits)),
        ];

        // Of no flips there is no median.
        return Measurement.RawOf(shares.Length == 0 ? counts : counts.Concat(
        [
            ("share of the carry at the change, median", Math.Round(Median.Of(shares), 4)),
            ("change of logits in the steepest quarter, median", Math.Round(Median.Of(steepness), 4)),
        ]));
    }
}
