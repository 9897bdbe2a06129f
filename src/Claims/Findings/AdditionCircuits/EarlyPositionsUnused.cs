using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-39: nothing happens before the last digits of the second operand.</summary>
public sealed class EarlyPositionsUnused() : CircuitClaim(
    "ADD-39",
    "In addition models of 6 digits no node before the second operand's last two digits is useful.",
    "the positions D5 to D'2 are unused in add_d6_l2_h3_t15K_s372001, which uses P11 to P20, from D'1 to A1",
    new Criterion(
        "useful nodes at positions before D'1",
        Comparator.AtMost,
        0,
        "The paper names no such node and says that there is none. ADD-09 asks this of the first operand alone. What these maps hold had been looked at when this was written: "
        + "all three have such nodes."),
    AdditionModelsMapped.SixDigits,
    [new StoredMaps(), new PlantedCircuit(meets: false, "an adder with a planted circuit, whose heads at every digit of the second operand take in a pair, does not meet the criterion"), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (map, first) = (model.Map, model.Map.Layout.Second(1));
        var early = map.Nodes.Where(node => node.Node.Position < first).ToArray();
        return new Measurement(model.Name, early.Length)
        {
            Raw = Measurement.RawOf(
                ("useful nodes", map.Nodes.Length),
                ("at the first operand or the operator", early.Count(node => node.Node.Position <= map.Layout.Operator)),
                ("first useful position", map.Nodes.Select(node => node.Node.Position).DefaultIfEmpty(-1).Min())),
            Examples = [.. early.Select(node => $"{node.Node} fails {node.Effect.Fails} of {map.Questions}")],
        };
    }
}
