using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Probes;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-32: the cases of the pairs of digits 1 and 2 can be read from early heads of mixed models.</summary>
public sealed class TriStatesOfAllKinds() : CircuitClaim(
    "MIX-32",
    "In mixed models the three cases of the pairs of digits 1 and 2, of their sums and of their differences, can be read from first-layer heads that look at the pair before the first digit is predicted.",
    "the authors' re-tests: in the mixed model the tri-state decodes at 1.00 at digits 1 and 2, in untrained models at 0.55 to 0.63",
    new Criterion(
        "share of held-out questions whose case a linear probe tells, by the head of which it is told best, where that is least: of pair 1 or 2, of sums or differences",
        Comparator.AtLeast,
        0.95,
        "Near the published one. A pair at which no useful head looks counts as 0. That a case can be read says little more than where a head looks: what the same heads give with values that were "
        + "never trained stands beside it. Maps had been made, and could be looked at, when this was written; the shares had not been compared."),
    MixedModelsMapped.EverySize,
    [new StoredMaps(), new ReadUntrained(), new UntrainedCircuit()])
{
    private static readonly ImmutableArray<(SubTask Task, int Digit)> Cases =
        [(SubTask.ST, 1), (SubTask.ST, 2), (SubTask.MT, 1), (SubTask.MT, 2)];

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var heads = EarlyHeads.Of(model.Map);
        if (heads.IsEmpty)
        {
            return null;
        }

        var best = Best(model.Map, heads);
        var untrained = Best(UntrainedValues.Of(model, heads, cancellation), heads);
        return new Measurement(model.Name, best.Min(Share))
        {
            Raw = Measurement.RawOf(
                ("pairs that a head looks at, of 2 in sums and 2 in differences", best.Count(probe => probe is not null)),
                ("least with values that were never trained", Math.Round(untrained.Min(Share), 4))),
            Examples =
            [
                .. Cases.Zip(best, (asked, probe) => probe is null
                    ? $"A{asked.Digit}.{asked.Task}: no head looks at the pair"
                    : $"A{asked.Digit}.{asked.Task} at {probe.Node}: {probe.HeldOut}"),
            ],
        };
    }

    /// <summary>The probes of <see cref="Judge"/>, in the order of the cases; null where no head looks at the pair.</summary>
    internal static TriStateProbe?[] Best(NodeMap map, ImmutableArray<MappedNode> heads) =>
    [
        .. Cases.Select(asked => map.Probes
            .Where(probe => (probe.Task, probe.Digit) == asked && heads.Any(head => head.Node == probe.Node)).MaxBy(probe => probe.HeldOut.Value)),
    ];

    private static double Share(TriStateProbe? probe) => probe?.HeldOut.Value ?? 0;
}
