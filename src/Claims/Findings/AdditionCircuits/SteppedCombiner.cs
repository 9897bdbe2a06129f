using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Carry;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-23: the last layer's MLP goes from one carry to the other in a step.</summary>
public sealed class SteppedCombiner() : CircuitClaim(
    "ADD-23",
    "While the input of the last layer's MLP goes from one resolved carry to the other, the digit changes at one point of the way, much the same for most "
    + "questions.",
    "the authors' re-tests: interpolating the carry input of the last layer's MLP gives a step at alpha 0.5 to 0.75; models of 5, 6, 8, 10 and 13 digits",
    new Criterion(
        "share of questions, at the digit where it is least, whose digit changes exactly once, to the donor's, and within that quarter of the way in which most "
        + "questions of the digit change",
        Comparator.GreaterThan,
        0.5,
        "Most questions, at every digit. The published range of alpha is a quarter of the way wide, so that is what counts as one point; changes spread evenly "
        + "over the way would give little more than 0.25. Which carry the published alpha starts from is not said, so where the quarter lies is given and not "
        + "judged. Logits that move along straight lines change places once as well: how steep they are is given beside it."),
    AdditionModelsMapped.All,
    [
        new SameCarryDonors("anywhere on the way", (model, cancellation) => Curves.Of(model, cancellation).Select(curve => curve.Null)),
        new PlantedCircuit(),
        new UntrainedCircuit(),
    ])
{
    private const double PublishedLeast = 0.5;
    private const double PublishedMost = 0.75;

    private static readonly OnceAModel<CombinerCurve> Curves = new((model, cancellation) =>
        CombinerScan.Digits(model.Map.Layout, QuestionKind.Add).Select(digit =>
            CombinerScan.Of(model.Engine, QuestionKind.Add, digit, model.Map.QuestionSeed, cancellation)));

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ImmutableArray<CombinerCurve> curves = [.. Curves.Of(model, cancellation).Where(curve => curve.SingleFlips.Trials > 0)];
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
                .. curves.Select(curve => new Measurement($"{model.Name}, A{curve.Digit}", curve.WithinAQuarter.Value)
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
