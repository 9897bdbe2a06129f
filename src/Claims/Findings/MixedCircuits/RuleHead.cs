using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-12: a head of the first layer, which additions do without, reads operator and sign.</summary>
public sealed class RuleHead() : CircuitClaim(
    "MIX-12",
    "Where a digit is predicted a first-layer head that additions do without looks at the operator and at the answer's sign.",
    "L0H3 of ins1_mix_d6_l3_h4_t40K_s372001, which the addition model that it started from does not have: tagged OPR and SGN at P15 to P20, where A5 to A0 are predicted, "
    + "and its ablation breaks no addition",
    new Criterion(
        "share of the positions that predict A_{n-1} to A_0 at which one and the same first-layer head gives operator and sign a tenth of its attention each, of the "
        + "heads whose ablation breaks no addition at any of these positions",
        Comparator.AtLeast,
        0.8,
        "Published is every one of six positions; of five or six one may be missed, as a head counts only where it is useful. A tenth of the attention, and one failing "
        + "addition, are the authors' thresholds. A_n is left out: it is 0 in every subtraction, and the published head does not read there."),
    MixedModelsMapped.EverySize,
    [
        new StoredMaps(),
        new OtherTokenPairs(),
        new PlantedCircuit(meets: false, "sanity check: in an adder with a planted circuit exactly the planted nodes are found; as it reads no operator, it cannot meet the criterion"),
        new UntrainedCircuit(),
    ])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var layout = model.Map.Layout;
        var reader = TokenPairReader.Of(model.Map, layout.Operator, layout.Sign);
        var readers = RuleReaders.Of(model.Map);
        IEnumerable<(string, double)> test = readers.PValue is { } p ? [("p of both shares being one", p)] : [];
        return new Measurement(model.Name, reader.Positions.Value)
        {
            Bounds = reader.Positions.Bounds,
            BoundsOf = "share of positions",
            Raw = Measurement.RawOf(
            [
                ("positions", reader.Positions.Trials),
                ("positions at which it reads both", reader.Positions.Hits),
                ("positions at which a head reads both, additions doing without it or not", reader.ByAny.Hits),
                ("additions that this head's ablation breaks", reader.AdditionsBroken),
                ("useful heads that read either", readers.AdditionFree.Trials),
                ("of these breaking no addition", readers.AdditionFree.Hits),
                ("other useful heads there", readers.Others.Trials),
                ("other useful heads breaking no addition", readers.Others.Hits),
                .. test,
            ]),
            Examples =
            [
                reader.Head is { } head ? $"the head is L0H{head}" : "no first-layer head there breaks no addition",
                .. readers.Rows.Select(row => $"L{row.Layer}H{row.Head}: operator or sign read at {row.Reading} useful nodes, no addition broken by {row.AdditionFree}"),
            ],
        };
    }
}
