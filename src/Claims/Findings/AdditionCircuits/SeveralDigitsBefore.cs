using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-11: before the answer is written, nodes work for several digits.</summary>
public sealed class SeveralDigitsBefore() : CircuitClaim(
    "ADD-11",
    "Before the token A_n most useful nodes impact several digits.",
    "ablating P10L0H1 of a 5-digit model impacts A5 to A2; before the answer nodes impact several digits",
    new Criterion(
        "share of useful nodes below the last layer, before the token A_n, that impact two digits or more",
        Comparator.GreaterThan,
        0.5,
        NodeImpact.Reason + " Not all can impact several: what is known of the top pair matters to A_n alone. Hence most, which is more than half."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new PlantedCircuit(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        var nodes = NodeImpact.Nodes(model, fromFirstDigit: false);
        if (nodes.IsEmpty)
        {
            return null;
        }

        var several = new Proportion(nodes.Count(node => NodeImpact.Of(node).Count(token => token <= model.Map.Layout.Digits) > 1), nodes.Length);
        return new Measurement(model.Name, several.Value)
        {
            Bounds = several.Bounds,
            BoundsOf = "share of nodes",
            Raw = Measurement.RawOf(("nodes", several.Trials), ("of several digits", several.Hits)),
            Examples = [.. nodes.Select(NodeImpact.Text)],
        };
    }
}
