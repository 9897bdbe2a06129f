using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-24: which operation is asked is neither on one direction nor on one head.</summary>
public sealed class DistributedOperation() : CircuitClaim(
    "MIX-24",
    "What makes a mixed model add or subtract is distributed: where an answer token is predicted, neither one direction of what layer 1 puts out nor any single head of "
    + "layers 0 and 1 makes a subtraction show the digits of the sum.",
    "the authors' re-tests: rank-1 steering 0 %, a single head that selects the operation 0 %, where the whole residual stream gives 96 %",
    new Criterion(
        "greatest share of digits, of those in which sum and difference differ, that show the sum, by the direction or by any one head, of either kind of subtraction",
        Comparator.AtMost,
        0.1,
        "One digit in ten agrees by chance where an answer is merely spoilt. The direction is the difference of the means over additions and subtractions at each "
        + "position, by which all questions are moved; the heads are all, not only those that look at operator and sign."),
    MixedModelsMapped.All,
    [new WholeSwap()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var outcomes = Steering.Of(model, cancellation);
        if (outcomes.IsEmpty)
        {
            return null;
        }

        var parts = outcomes.SelectMany(outcome => outcome.ByHead
            .Select((digits, head) => ($"{outcome.Kind}, L{head / model.Engine.Config.Heads}H{head % model.Engine.Config.Heads}", digits))
            .Prepend(($"{outcome.Kind}, direction", outcome.ByDirection))).ToArray();
        var (_, most) = parts.MaxBy(part => part.Item2.Value);
        return new Measurement(model.Name, most.Value)
        {
            Bounds = most.Bounds,
            BoundsOf = "share of digits",
            Raw = Measurement.RawOf(("the greatest by the z of a subtraction of other operands", outcomes.Max(outcome => outcome.NullByHead.Max(digits => digits.Value)))),
            Parts =
            [
                .. parts.Select(part => new Measurement(part.Item1, part.Item2.Value)
                {
                    Bounds = part.Item2.Bounds,
                    BoundsOf = "share of digits",
                    Raw = Measurement.RawOf(("digits", part.Item2.Trials), ("digits of the sum", part.Item2.Hits)),
                }),
            ],
        };
    }
}
