using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-29: why shared heads give a difference without its sign.</summary>
public sealed class OrderUnseen() : CircuitClaim(
    "MIX-29",
    "The heads that add a digit pair give a subtraction |D_k − D'_k|, without its sign, where what they put out stays the same when the two digits change places, and the "
    + "difference modulo 10 where it does not.",
    "none; the reason that we give for MIX-18",
    new Criterion(
        "share, of the digits 0 to n − 2 in both kinds of subtraction, of those at which both hold or neither: what the heads put out moves at most a tenth as far, in squared distance, "
        + "when the two digits change places as when the pair becomes another; and at least 0.9 of the answers show the ten's complement of a donor's base value where its pair compares "
        + "the other way round",
        Comparator.AtLeast,
        0.9,
        "0.9 as in MIX-18. Found by thought, after heads of subtraction-only models had been looked at: one head that looks at both digits gives |D_k − D'_k| in those of 8 and 10 digits, "
        + "two or three together the difference modulo 10 in two of 6 and 12. Of mixed models that share of answers was known for the five of 5 and 6 digits, how far the heads' output moves for none."),
    MixedModelsMapped.EverySize,
    [new ShuffledOrderSense(), new StoredMaps(), new UntrainedCircuit()])
{
    private const double Blind = 0.1;
    private const double Shown = 0.9;

    private static readonly OnceAModel<Place> Known = new((model, cancellation) =>
        DifferenceWithoutSign.Outcomes(model, cancellation).Select(outcome => new Place(
            OrderSense.Of(model.Engine, BaseValueHeads.Of(model.Map, outcome.Digit), outcome.Kind, outcome.Digit, model.Map.QuestionSeed), outcome)));

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var places = Known.Of(model, cancellation);
        if (places.IsEmpty)
        {
            return null;
        }

        var agree = new Proportion(places.Count(place => place.IsBlind == place.IsUnsigned), places.Length);
        return new Measurement(model.Name, agree.Value)
        {
            Bounds = agree.Bounds,
            BoundsOf = "share of places",
            Raw = Measurement.RawOf(
                ("digits of both kinds with heads that add", places.Length),
                ("agree", agree.Hits),
                ("order unseen", places.Count(place => place.IsBlind)),
                ("without sign", places.Count(place => place.IsUnsigned)),
                ("modulo 10", places.Count(place => place.Outcome.Modulo.Value >= Shown)),
                ("share moved, least", Math.Round(places.Min(place => place.Moved), 4)),
                ("share moved, most", Math.Round(places.Max(place => place.Moved), 4))),
            Examples = [.. places.Where(place => place.IsBlind != place.IsUnsigned).Select(place => FormattableString.Invariant(
                $"{place.Outcome.Kind}, A{place.Outcome.Digit}: moved {place.Moved:0.000}; ten's complement {place.Outcome.Opposite}, modulo 10 {place.Outcome.Modulo}"))],
        };
    }

    /// <summary>What is known of each digit and kind of a model whose heads have SA.</summary>
    internal static IEnumerable<Place> Places(MappedModel model, CancellationToken cancellation) => Known.Of(model, cancellation);

    /// <summary>One digit of one kind of subtraction.</summary>
    /// <param name="Moved">How far the heads' output moves when the digits change places; see <see cref="OrderSense"/>.</param>
    /// <param name="Outcome">What the answer shows.</param>
    internal sealed record Place(double Moved, DifferenceOutcome Outcome)
    {
        /// <summary>Whether the heads do not see the order.</summary>
        public bool IsBlind => Moved <= Blind;

        /// <summary>Whether they give the difference without its sign.</summary>
        public bool IsUnsigned => Outcome.Opposite.Value >= Shown;
    }
}
