using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>A claim that heads give a difference without its sign just where they do not see the order of the pair's digits.</summary>
/// <param name="id">For instance MIX-29.</param>
/// <param name="statement">The finding in one sentence.</param>
/// <param name="published">The published figure.</param>
/// <param name="among">Of which digits alone it is asked; none for all whose heads are known.</param>
/// <param name="reason">How it was found, and what was known of the models then.</param>
/// <param name="models">The models.</param>
public abstract class OrderClaim(string id, string statement, string published, string among, string reason, ImmutableArray<string> models) : CircuitClaim(
    id,
    statement,
    published,
    new Criterion(
        $"share, of the digits 0 to n − 2 in both kinds of subtraction{among}, of those at which both hold or neither: what the heads put out moves at most a tenth as far, in squared distance, "
        + "when the two digits change places as when the pair becomes another; and at least 0.9 of the answers show the ten's complement of a donor's base value where its pair compares "
        + "the other way round",
        Comparator.AtLeast,
        0.9,
        $"0.9 as in MIX-18. {reason}"),
    models,
    [new ShuffledOrderSense(), new StoredMaps(), new UntrainedCircuit()])
{
    private OnceAModel<OrderPlace>? _known;

    /// <inheritdoc/>
    public sealed override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var places = Places(model, cancellation);
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
                ("digits of both kinds with such heads", places.Length),
                ("agree", agree.Hits),
                ("order unseen", places.Count(place => place.IsBlind)),
                ("without sign", places.Count(place => place.IsUnsigned)),
                ("modulo 10", places.Count(place => place.Outcome.Modulo.Value >= OrderPlace.Shown)),
                ("share moved, least", Math.Round(places.Min(place => place.Moved), 4)),
                ("share moved, most", Math.Round(places.Max(place => place.Moved), 4))),
            Examples = [.. places.Where(place => place.IsBlind != place.IsUnsigned).Select(place => FormattableString.Invariant(
                $"{place.Outcome.Kind}, A{place.Outcome.Digit}: moved {place.Moved:0.000}; ten's complement {place.Outcome.Opposite}, modulo 10 {place.Outcome.Modulo}"))],
        };
    }

    /// <summary>The digits of a model, in both kinds of subtraction, of which it is asked.</summary>
    internal ImmutableArray<OrderPlace> Places(MappedModel model, CancellationToken cancellation) =>
        LazyInitializer.EnsureInitialized(ref _known, () => new OnceAModel<OrderPlace>(Find)).Of(model, cancellation);

    /// <summary>Works them out.</summary>
    protected abstract IEnumerable<OrderPlace> Find(MappedModel model, CancellationToken cancellation);
}
