using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-31: the last layer's heads write the borrow.</summary>
public sealed class BorrowWrittenByLastHeads() : CircuitClaim(
    "MIX-31",
    "Where a digit of a difference is predicted the last layer's heads write the borrow, better to be read from what they put out than the base difference of the digit's own pair.",
    "the authors' re-tests: from the last-layer heads that complete the map the borrow decodes at 1.00, the base difference at 0.68 to 0.78",
    new Criterion(
        "share of digits A_k, k from 2, of differences with positive and with negative answers, at which a linear probe of what the last layer's heads put out is right on the borrow in at least "
        + "0.95 of held-out questions, and on the base difference in at least 0.1 less",
        Comparator.AtLeast,
        0.8,
        "Published is a difference of 0.22 at least, of digits that fail without these heads. One digit in five may be another, as which digits those are differs. The base difference has nine values "
        + "and the borrow two, so that by guessing the borrow is read better too: the least for it is near the published one."),
    MixedModelsMapped.All,
    [
        PlantedCircuit.OfAllKinds(),
        new UntrainedProbes((model, cancellation) => Subtractions(PredictionProbes.BeforeTraining(model, cancellation)).Select(probe => probe.Heads)),
    ])
{
    private const double LeastBorrow = 0.95;
    private const double LeastLess = 0.1;

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var probes = Subtractions(PredictionProbes.Of(model, cancellation)).ToArray();
        if (probes.Length == 0)
        {
            return null;
        }

        var share = new Proportion(probes.Count(IsSo), probes.Length);
        return new Measurement(model.Name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of digits",
            Raw = Measurement.RawOf(
                ("digits", share.Trials),
                ("so", share.Hits),
                ("with the borrow read in 0.95", probes.Count(probe => probe.Heads.HeldOut.Value >= LeastBorrow)),
                ("borrow right, mean", Math.Round(probes.Average(probe => probe.Heads.HeldOut.Value), 4)),
                ("base difference right, mean", Math.Round(probes.Average(probe => probe.BaseOfHeads.Value), 4)),
                ("base difference right from the residual stream, mean", Math.Round(probes.Average(probe => probe.BaseOfStream.Value), 4))),
            Examples = [.. probes.Select(probe => $"{probe.Kind} A{probe.Heads.Digit}: borrow {probe.Heads.HeldOut}, base difference {probe.BaseOfHeads}")],
        };
    }

    private static bool IsSo(PredictionProbe probe) =>
        probe.Heads.HeldOut.Value >= LeastBorrow && probe.BaseOfHeads.Value <= probe.Heads.HeldOut.Value - LeastLess;

    private static IEnumerable<PredictionProbe> Subtractions(IEnumerable<PredictionProbe> probes) => probes.Where(probe => MapLacksLastHeads.Subtractions.Contains(probe.Kind));
}
