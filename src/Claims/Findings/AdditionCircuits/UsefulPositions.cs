using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-09: nothing happens while the first operand is read.</summary>
public sealed class UsefulPositions() : CircuitClaim(
    "ADD-09",
    "No node at a digit of the first operand, or at the last position, is useful to addition.",
    "add_d6_l2_h3_t15K_s372001 uses only the positions P11 to P20, from D'1 to A1; add_d5_l2_h3_t40K_s372001 only P6 and P9 to P17",
    new Criterion(
        "useful nodes at the first operand's digits or the last position",
        Comparator.AtMost,
        0,
        "The paper names no such node. That there is none at the last position is no finding, as nothing is predicted behind it; that there "
        + "is none at the first operand is one: heads there can look at the digits before, and the expected number if useful nodes were "
        + "spread evenly is given beside it."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new PlantedCircuit(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (map, layout) = (model.Map, model.Map.Layout);
        var (last, early) = (layout.Length - 1, map.Nodes.Where(node => node.Node.Position < layout.Operator || node.Node.Position == layout.Length - 1).ToArray());
        return new Measurement(model.Name, early.Length)
        {
            Raw = Measurement.RawOf(
                ("useful nodes", map.Nodes.Length),
                ("expected if spread evenly", Math.Round((double)map.Nodes.Length * layout.Digits / last, 1)),
                ("first useful position", map.Nodes.Select(node => node.Node.Position).DefaultIfEmpty(-1).Min()),
                ("last useful position", map.Nodes.Select(node => node.Node.Position).DefaultIfEmpty(-1).Max())),
            Examples = [.. early.Select(node => $"{node.Node} fails {node.Effect.Fails} of {map.Questions}")],
        };
    }
}
