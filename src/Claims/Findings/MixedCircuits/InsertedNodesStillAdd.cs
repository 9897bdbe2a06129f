using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-10: inserted nodes still serve addition.</summary>
public sealed class InsertedNodesStillAdd() : InsertedNodesClaim(
    "MIX-10",
    "The nodes that a mixed model has from an addition model still serve addition.",
    "42 of 48 inserted nodes (88 %) of ins1_mix_d6_l3_h4_t40K_s372001",
    new Criterion(
        "share of the parent's useful nodes that, at the same place in the mixed model, break additions",
        Comparator.AtLeast,
        0.85,
        "Just below the published 88 %. One failing addition counts, as published."))
{
    /// <inheritdoc/>
    public override Proportion Counted(InsertedNodes inserted)
    {
        ArgumentNullException.ThrowIfNull(inserted);
        return inserted.ByKind[QuestionKind.Add];
    }

    /// <inheritdoc/>
    public override ChanceLevel ByChance(InsertedNodes inserted)
    {
        ArgumentNullException.ThrowIfNull(inserted);
        return inserted.AdditionByChance;
    }

    /// <inheritdoc/>
    public override double AtThePlaces(InsertedNodes inserted)
    {
        ArgumentNullException.ThrowIfNull(inserted);
        return inserted.AdditionAtThePlaces;
    }
}
