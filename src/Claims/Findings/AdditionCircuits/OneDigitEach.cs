using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-10: while the answer is written, each position works for its own digit.</summary>
public sealed class OneDigitEach() : CircuitClaim(
    "ADD-10",
    "From the token A_n on, each useful node impacts one digit only: the one predicted at its position.",
    "after '=' all nodes of a position impact a single digit",
    new Criterion(
        "share of useful nodes below the last layer, from the token A_n on, that impact just the digit predicted there",
        Comparator.AtLeast,
        0.9,
        NodeImpact.Reason + " The statement has no exceptions; a tenth is left for single questions that go wrong elsewhere. It starts at A_n and not at "
        + "'=', as by the paper's own map of a mixed model the sign token still serves several digits."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new PlantedCircuit(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        var nodes = NodeImpact.Nodes(model, fromFirstDigit: true);
        if (nodes.IsEmpty)
        {
            return null;
        }

        var others = nodes.Where(node => !NodeImpact.Of(node).SequenceEqual([model.Map.Layout.PredictedAt(0) - node.Node.Position])).ToArray();
        var share = new Proportion(nodes.Length - others.Length, nodes.Length);
        return new Measurement(model.Name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of nodes",
            Raw = Measurement.RawOf(("nodes", share.Trials), ("of one digit", share.Hits)),
            Examples = [.. others.Select(NodeImpact.Text)],
        };
    }
}
