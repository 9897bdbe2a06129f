using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-17: by the sign token all pairs have been looked at.</summary>
public sealed class PairsCovered() : CircuitClaim(
    "ADD-17",
    "By the sign token a useful first-layer head has looked at every pair of digits.",
    "by the sign token all pairs have been looked at, in an order that depends on the seed",
    new Criterion(
        "share of digit pairs to whose digits some useful first-layer head from the operator to the sign token gives a tenth of its attention each",
        Comparator.AtLeast,
        1,
        "All pairs, as published. A tenth of a head's attention is what the authors ask of a head that reads a digit."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new PlantedCircuit(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var map = model.Map;
        var readers = EarlyHeads.Of(map).SelectMany(head => EarlyHeads.Pairs(map, head).Select(k => (Digit: k, head.Node))).ToLookup(pair => pair.Digit, pair => pair.Node);
        var share = new Proportion(readers.Count, map.Layout.Digits);
        return new Measurement(model.Name, share.Value)
        {
            Raw = Measurement.RawOf(("pairs", share.Trials), ("looked at", share.Hits)),
            Examples =
            [
                .. Enumerable.Range(0, map.Layout.Digits).Reverse()
                    .Select(k => $"pair {k}: {string.Join(", ", readers[k].Select(node => $"{node}").DefaultIfEmpty("nobody"))}"),
            ],
        };
    }
}
