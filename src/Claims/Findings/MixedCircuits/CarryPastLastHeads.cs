using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-23: the carry of sums comes past the last layer's heads.</summary>
public sealed class CarryPastLastHeads() : CircuitClaim(
    "MIX-23",
    "In mixed models the carry of sums does not come through the last layer's heads but past them, in the residual stream where the digit is predicted.",
    "the authors' re-tests: in the mixed model the carry of additions is delivered by the residual stream only, the borrow of subtractions also by last-layer attention",
    new Criterion(
        "the lesser of two margins: share of additions, over all digits that get a carry, whose digit becomes that of a donor with another carry when the residual stream "
        + "in front of the last layer does and its heads keep their z, less 0.9; and 0.05 less the share that the heads alone change so",
        Comparator.AtLeast,
        0,
        "What confirms a sub-task elsewhere, and what counts as no effect there. The donor differs in the deciding pair alone, each distance below the digit "
        + "equally often."),
    MixedModelsMapped.All,
    [
        new SameCarryDonors("past the last layer's heads", (model, cancellation) =>
            CarryRoutes.Of(model, QuestionKind.Add, cancellation).Select(route => route.NullPastHeads)),
        new PlantedCircuit(meets: false, "an adder with a planted circuit, whose last layer's head brings the carry, does not meet the criterion"),
    ])
{
    private const double LeastPast = 0.9;
    private const double MostByHeads = 0.05;

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var routes = CarryRoutes.Of(model, QuestionKind.Add, cancellation);
        if (routes.IsEmpty)
        {
            return null;
        }

        var (past, byHeads) = (routes.Together(route => route.PastHeads), routes.Together(route => route.ByHeads));
        return new Measurement(model.Name, Math.Min(past.Value - LeastPast, MostByHeads - byHeads.Value))
        {
            Parts = [CarryRoutes.Part($"{model.Name}, past the heads", routes, past), CarryRoutes.Part($"{model.Name}, by the heads", routes, byHeads)],
        };
    }
}
