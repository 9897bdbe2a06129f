using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-22: the last layer's heads bring the borrow of differences.</summary>
public sealed class BorrowByLastHeads() : CircuitClaim(
    "MIX-22",
    "Where a digit of a difference is predicted the last layer's heads bring the borrow: given the z that they have for a donor with another borrow, the digit becomes "
    + "the donor's.",
    "the authors' re-tests: last-layer heads where an answer token is predicted write the borrow and deliver it, together 1.00, donors with the same borrow 0.00; single heads 0.00 in a model "
    + "of 6 digits, one head 1.00 in one of 8",
    new Criterion(
        "share of subtractions, over all digits that get a borrow, whose digit becomes the donor's, the lesser of positive and negative answers",
        Comparator.AtLeast,
        0.9,
        "What confirms a sub-task elsewhere; published is 1.00, of some digits. The donor differs in the deciding pair alone, each distance below the digit "
        + "equally often. What single heads do is given beside it and not judged, as the published models differ in it."),
    MixedModelsMapped.All,
    [
        new SameCarryDonors("by the last layer's heads", (model, cancellation) => MapLacksLastHeads.Subtractions
            .Where(kind => model.Kinds.Contains(kind)).SelectMany(kind => CarryRoutes.Of(model, kind, cancellation)).Select(route => route.NullByHeads)),
        PlantedCircuit.OfAllKinds(),
    ])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var kinds = MapLacksLastHeads.Subtractions.Select(kind => (Kind: kind, Routes: CarryRoutes.Of(model, kind, cancellation))).ToArray();
        if (kinds.Any(single => single.Routes.IsEmpty))
        {
            return null;
        }

        var parts = kinds
            .Select(single => CarryRoutes.Part($"{model.Name}, {single.Kind}", single.Routes, single.Routes.Together(route => route.ByHeads))).ToArray();
        return parts.MinBy(part => part.Value)! with { Name = model.Name, Parts = [.. parts], Examples = [] };
    }
}
