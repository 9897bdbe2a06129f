using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>A claim about the nodes that a mixed model has from the addition model that it starts from.</summary>
/// <param name="id">For instance MIX-09.</param>
/// <param name="statement">The finding in one sentence.</param>
/// <param name="published">The published figure.</param>
/// <param name="criterion">What the measurement of every model must meet.</param>
public abstract class InsertedNodesClaim(string id, string statement, string published, Criterion criterion)
    : CircuitClaim(id, statement, published, criterion, MixedModelsMapped.EveryInitialised, [new StoredMaps(), new RandomNodes(), new UntrainedCircuit()])
{
    /// <summary>The inserted nodes that the claim counts.</summary>
    public abstract Proportion Counted(InsertedNodes inserted);

    /// <summary>What random nodes in their place give.</summary>
    public abstract ChanceLevel ByChance(InsertedNodes inserted);

    /// <summary>What any heads at their places give.</summary>
    public abstract double AtThePlaces(InsertedNodes inserted);

    /// <summary>The inserted nodes of a model; null where it has no parent, or the parent has no useful node.</summary>
    public static InsertedNodes? Of(MappedModel model, CancellationToken cancellation) => Of(model, of => of.Map, cancellation);

    // Null also where there is no such map of either model.
    private static InsertedNodes? Of(MappedModel model, Func<MappedModel, NodeMap?> map, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Studied?.Parent is not { } studied)
        {
            return null;
        }

        using var parent = MappedModel.Of(studied, cancellation);
        return map(parent) is { Nodes.IsEmpty: false } before && map(model) is { } after
            ? InsertedNodes.Of(before, after, BrokenKinds.PublishedFails, StoredMaps.Seed)
            : null;
    }

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        if (Of(model, cancellation) is not { } inserted)
        {
            return null;
        }

        var (counted, chance) = (Counted(inserted), ByChance(inserted));
        var byAuthors = Of(model, AuthorsNodes.Stored, cancellation) is { } nodes ? Counted(nodes) : (Proportion?)null;
        return new Measurement(model.Name, counted.Value)
        {
            Bounds = counted.Bounds,
            BoundsOf = "share of inserted nodes",
            Raw = Measurement.RawOf(
            [
                ("inserted nodes", counted.Trials),
                ("counted", counted.Hits),
                ("useful at all", inserted.Useful.Hits),
                .. inserted.ByKind.Select(pair => ($"of {pair.Key}", (double)pair.Value.Hits)),
                ("of two kinds or more", inserted.Shared.Hits),
                ("counted among random nodes", chance.Mean),
                ("p of so many among random nodes", chance.AtLeast),
                .. byAuthors is { } share ? new[] { ("inserted nodes by the authors' rule", (double)share.Trials), ("counted by the authors' rule", share.Hits) } : [],
                ("counted among any heads of the same places", Math.Round(AtThePlaces(inserted), 2)),
            ]),
        };
    }
}
