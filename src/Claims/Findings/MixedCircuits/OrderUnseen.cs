using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta.Sharing;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-29: why shared heads give a difference without its sign.</summary>
public sealed class OrderUnseen() : OrderClaim(
    "MIX-29",
    "The heads that add a digit pair give a subtraction |D_k − D'_k|, without its sign, where what they put out stays the same when the two digits change places, and "
    + "only there.",
    "none; the reason that we give for MIX-18",
    "",
    "Found by thought, after heads of subtraction-only models had been looked at: one head that looks at both digits gives |D_k − D'_k| in those of 8 and 10 digits, "
    + "two or three together the difference modulo 10 in two of 6 and 12. Of mixed models that share of answers was known for the five of 5 and 6 digits, how far the heads' output moves for none.",
    MixedModelsMapped.EverySize)
{
    /// <inheritdoc/>
    protected override IEnumerable<OrderPlace> Find(MappedModel model, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        return DifferenceWithoutSign.Outcomes(model, cancellation).Select(outcome => new OrderPlace(
            OrderSense.Of(model.Engine, BaseValueHeads.Of(model.Map, outcome.Digit), outcome.Kind, outcome.Digit, model.Map.QuestionSeed), outcome));
    }
}
