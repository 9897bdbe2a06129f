using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-13: what stands at the first digit matters to nothing but the sign of subtractions.</summary>
public sealed class FirstDigitSign() : CircuitClaim(
    "MIX-13",
    "Useful nodes at the first operand's highest digit affect nothing but the sign of subtractions.",
    "the heads at P0 matter for the sign of subtraction, as a first digit of 8 or 9 makes '+' likelier; in ins1_mix_d6_l3_h4_t40K_s372001 there is one, P0L0H3, which breaks "
    + "subtractions of both signs and no addition",
    new Criterion(
        "share of the useful nodes at P0 whose ablation makes no answer token wrong but the sign, and no addition",
        Comparator.AtLeast,
        1,
        "The finding is of every such node. One failing question counts, as published. Models without a useful node at P0 say nothing and are left out."),
    MixedModelsMapped.EverySize,
    [
        new StoredMaps(),
        new SignNodesElsewhere(),
        new UntrainedCircuit(),
    ])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var nodes = FirstPositionNodes.Of(model.Map);
        return nodes.OnlySign.Trials == 0 ? null : new Measurement(model.Name, nodes.OnlySign.Value)
        {
            Bounds = nodes.OnlySign.Bounds,
            BoundsOf = "share of nodes",
            Raw = Measurement.RawOf(
                ("nodes at P0", nodes.OnlySign.Trials),
                ("of these of the sign only", nodes.OnlySign.Hits),
                ("other nodes up to '='", nodes.Elsewhere.Trials),
                ("other nodes of the sign only", nodes.Elsewhere.Hits)),
            Examples =
            [
                .. model.Map.Nodes.Where(node => node.Node.Position == 0).Select(node =>
                    $"{node.Node} breaks {string.Join(", ", node.Effect.Classes.Select(single => $"{single.Value} {single.Key}"))}; "
                    + $"{node.Effect.Impact[^1]} of {node.Effect.Fails} in the sign"),
            ],
        };
    }
}
