using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-09: inserted nodes come to serve several kinds of question.</summary>
public sealed class InsertedNodesShared() : InsertedNodesClaim(
    "MIX-09",
    "Of the nodes that a mixed model has from an addition model most come to serve two or three kinds of question.",
    "39 of 48 inserted nodes (81 %) of ins1_mix_d6_l3_h4_t40K_s372001",
    new Criterion(
        "share of the parent's useful nodes that, at the same place in the mixed model, break questions of at least two kinds",
        Comparator.AtLeast,
        0.7,
        "The lower 95 % bound of the published 39 of 48 is 0.67. One failing question of a kind counts, as published."))
{
    /// <inheritdoc/>
    public override Proportion Counted(InsertedNodes inserted)
    {
        ArgumentNullException.ThrowIfNull(inserted);
        return inserted.Shared;
    }

    /// <inheritdoc/>
    public override ChanceLevel ByChance(InsertedNodes inserted)
    {
        ArgumentNullException.ThrowIfNull(inserted);
        return inserted.SharedByChance;
    }

    /// <inheritdoc/>
    public override double AtThePlaces(InsertedNodes inserted)
    {
        ArgumentNullException.ThrowIfNull(inserted);
        return inserted.SharedAtThePlaces;
    }
}
