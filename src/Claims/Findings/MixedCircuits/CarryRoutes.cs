using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Carry;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>On which way carries and borrows get into the last layer of a model.</summary>
internal static class CarryRoutes
{
    /// <summary>Every digit of a kind of question of which the model answers pairs right.</summary>
    public static ImmutableArray<CarryRoute> Of(MappedModel model, QuestionKind kind, CancellationToken cancellation) =>
        [.. CarryScans.Of(model, cancellation).Select(scan => scan.Route).Where(route => route.Kind == kind && route.ByHeads.Trials > 0)];

    /// <summary>Shares of several digits taken together.</summary>
    public static Proportion Together(this IEnumerable<CarryRoute> routes, Func<CarryRoute, Proportion> share)
    {
        var shares = routes.Select(share).ToArray();
        return new(shares.Sum(single => single.Hits), shares.Sum(single => single.Trials));
    }

    /// <summary>A kind's routes beside each other, for a reader.</summary>
    public static Measurement Part(string name, ImmutableArray<CarryRoute> routes, Proportion judged) => new(name, judged.Value)
    {
        Bounds = judged.Bounds,
        BoundsOf = "share of questions",
        Raw = Measurement.RawOf(
            ("questions", judged.Trials),
            ("flipped by the heads", routes.Together(route => route.ByHeads).Hits),
            ("decided by the next pair below", routes.Together(route => route.ByHeadsNextPair).Trials),
            ("of these flipped by the heads", routes.Together(route => route.ByHeadsNextPair).Hits),
            ("flipped past the heads", routes.Together(route => route.PastHeads).Hits),
            ("flipped by each digit's best single head", routes.Together(route => route.ByHead.MaxBy(head => head.Hits)).Hits),
            ("changed by the heads of donors with the same carry", routes.Together(route => route.NullByHeads).Hits)),
        Examples =
        [
            .. routes.Select(route =>
                $"{route.Kind} A{route.Digit}: heads {route.ByHeads}, each {string.Join(", ", route.ByHead.Select(head => head.Hits))}, past them {route.PastHeads}"),
        ],
    };
}
