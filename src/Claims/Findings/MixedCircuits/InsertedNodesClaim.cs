using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
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

    /// <summary>The inserted nodes of a model; null where it has no parent, or the parent has no useful node.</summary>
    public static InsertedNodes? Of(MappedModel model, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Studied?.Parent is not { } studied)
        {
            return null;
        }

        using var parent = MappedModel.Of(studied, cancellation);
        return parent.Map.Nodes.IsEmpty ? null : InsertedNodes.Of(parent.Map, model.Map, BrokenKinds.PublishedFails, StoredMaps.Seed);
    }

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        if (Of(model, cancellation) is not { } inserted)
        {
            return null;
        }

        var (counted, chance) = (Counted(inserted), ByChance(inserted));
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
            ]),
        };
    }
}
