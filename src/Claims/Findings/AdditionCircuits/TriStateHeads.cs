using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-16: early heads look at one pair each and tell its three cases apart.</summary>
public sealed class TriStateHeads() : CircuitClaim(
    "ADD-16",
    "Each useful first-layer head from the operator to the sign token looks at one pair of digits, and its three carry cases can be read from the head.",
    "first-layer heads each attend one digit pair and give ST_k, found by the principal components of their output; single-head interchange of them moves "
    + "nothing in the authors' re-tests",
    new Criterion(
        "share of these heads that look at exactly one pair and from which a linear probe reads its three cases, p at most 0.001",
        Comparator.AtLeast,
        0.9,
        "The statement has no exceptions; a tenth is left. 0.001 is the least p of 999 permutations of held-out labels. That a probe reads a case "
        + "says that it is there, not that it is used: how many of the tri-states interchange confirms is given beside it."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new PlantedCircuit(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var map = model.Map;
        var heads = EarlyHeads.Of(map);
        if (heads.IsEmpty)
        {
            return null;
        }

        var share = new Proportion(heads.Count(head => EarlyHeads.TellsCases(map, head, SubTask.ST)), heads.Length);
        var probes = map.Probes.Where(probe => probe.Task == SubTask.ST && heads.Any(head => head.Node == probe.Node)).ToArray();
        var untrained = UntrainedValues.Of(model, heads, cancellation);
        var searches = map.Searches.Where(search => search.Tag.Task == SubTask.ST).ToArray();
        return new Measurement(model.Name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of heads",
            Raw = Measurement.RawOf(
                ("heads", share.Trials),
                ("of one pair and readable", share.Hits),
                ("of one pair", heads.Count(head => EarlyHeads.Pairs(map, head).Length == 1)),
                ("held-out accuracy, mean", Math.Round(probes.Select(probe => probe.HeldOut.Value).DefaultIfEmpty(0).Average(), 3)),
                ("of one pair and read better than two cases can be", heads.Count(head => EarlyHeads.TellsAllCases(map, head, SubTask.ST))),
                ("of one pair and readable, values as before training", heads.Count(head => EarlyHeads.TellsCases(untrained, head, SubTask.ST))),
                ("of one pair and read better than two cases can be, values as before training", heads.Count(head => EarlyHeads.TellsAllCases(untrained, head, SubTask.ST))),
                ("tri-states confirmed by interchange", searches.Count(search => !search.Found.IsEmpty)),
                ("digits", map.Layout.Digits)),
            Examples =
            [
                .. heads.Select(head => $"{head.Node} looks at {string.Join(", ", EarlyHeads.Pairs(map, head).Select(k => $"pair {k}").DefaultIfEmpty("no pair"))}"),
                .. searches.Select(SearchText.Of),
            ],
        };
    }
}
