using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Carry;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-24: '=' is not where the middle digits' carries come from.</summary>
public sealed class CarryNotAtEqualsSign() : CircuitClaim(
    "ADD-24",
    "The resolved carry of the middle digits is not in the residual stream at '='.",
    "the authors' re-tests: '=' is not the source of the resolved carry; donors with the same decision 0.00",
    new Criterion(
        "share of questions, at the middle digit where it is greatest, whose digit becomes that of a donor with another carry when the residual stream at '=' does",
        Comparator.AtMost,
        0.05,
        "What counts as no effect in the same re-tests. The donor differs in the deciding pair alone, each distance below the digit equally often; middle "
        + "digits are A_1 to A_{n−1}. Before this was written add_d5_l2_h3_t15K_s372001 alone had been looked at, with other questions: 0.27 to 0.50 of them."),
    AdditionModelsMapped.EverySize,
    [
        new FlipsWherePredicted(),
        new SameCarryDonors("at '='", (model, cancellation) => Places(model, cancellation).Select(place => place.NullAtEqualsSign)),
        new PlantedCircuit(),
        new UntrainedCircuit(),
    ])
{
    private static readonly OnceAModel<CarryPlace> Known = new((model, cancellation) =>
        CarryPlaceScan.MiddleDigits(model.Map.Layout).Select(digit =>
        {
            cancellation.ThrowIfCancellationRequested();
            return CarryPlaceScan.Of(model.Engine, QuestionKind.Add, digit, model.Map.QuestionSeed);
        }));

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var places = Places(model, cancellation);
        if (places.IsEmpty)
        {
            return null;
        }

        var most = places.Select(place => place.AtEqualsSign).MaxBy(share => share.Value);
        return new Measurement(model.Name, most.Value)
        {
            Bounds = most.Bounds,
            BoundsOf = "share of questions",
            Raw = Measurement.RawOf(
                ("digits", places.Length),
                ("digits with at most 0.05", places.Count(place => place.AtEqualsSign.Value <= Limit)),
                ("questions", places.Sum(place => place.AtEqualsSign.Trials)),
                ("flipped at '='", places.Sum(place => place.AtEqualsSign.Hits)),
                ("flipped where predicted", places.Sum(place => place.AtPrediction.Hits)),
                ("changed at '=' by donors with the same carry", places.Sum(place => place.NullAtEqualsSign.Hits))),
            Parts =
            [
                .. places.Select(place => new Measurement($"{model.Name}, A{place.Digit}", place.AtEqualsSign.Value)
                {
                    Bounds = place.AtEqualsSign.Bounds,
                    BoundsOf = "share of questions",
                    Raw = Measurement.RawOf(place.ByDepth.SelectMany(depth => new[]
                    {
                        ($"{depth.Case}, questions", (double)depth.Exact.Trials),
                        ($"{depth.Case}, flipped", depth.Exact.Hits),
                    })),
                }),
            ],
        };
    }

    /// <summary>Every middle digit of a model that answers pairs of questions right.</summary>
    internal static ImmutableArray<CarryPlace> Places(MappedModel model, CancellationToken cancellation) =>
        [.. Known.Of(model, cancellation).Where(place => place.AtEqualsSign.Trials > 0)];

    private double Limit => Claim.Criterion.Threshold;
}
