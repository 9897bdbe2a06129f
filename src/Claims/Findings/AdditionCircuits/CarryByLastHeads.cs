using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.MixedCircuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-40: the last layer's heads bring the resolved carry.</summary>
public sealed class CarryByLastHeads() : CircuitClaim(
    "ADD-40",
    "Where a digit of a sum is predicted the last layer's heads bring the carry: given the z that they have for a donor with another carry, the digit becomes the donor's.",
    "the authors' re-tests: the resolved carry is delivered by a redundant pair of last-layer heads; donors with the same decision 0.00; models of 5 and 6 digits",
    new Criterion(
        "share of additions, over all digits that get a carry, whose digit becomes the donor's",
        Comparator.AtLeast,
        0.9,
        "MIX-22 of additions: the donor differs in the deciding pair alone, each distance below the digit equally often. What comes past these heads, what single heads bring and what they "
        + "bring of carries that the next pair decides stand beside it. Of mixed models the same was known (MIX-23), of these what ablating the heads breaks (ADD-19), not which way carries come."),
    AdditionModelsMapped.EverySize,
    [
        new SameCarryDonors("by the last layer's heads", (model, cancellation) =>
            CarryRoutes.Of(model, QuestionKind.Add, cancellation).Select(route => route.NullByHeads)),
        new PlantedCircuit(),
        new UntrainedCircuit(),
    ])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var routes = CarryRoutes.Of(model, QuestionKind.Add, cancellation);
        return routes.IsEmpty ? null : CarryRoutes.Part(model.Name, routes, routes.Together(route => route.ByHeads));
    }
}
