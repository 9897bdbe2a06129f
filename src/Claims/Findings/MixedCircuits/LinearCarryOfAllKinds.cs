using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-21: where a digit is predicted a mixed model holds the resolved carry or borrow of every kind of question.</summary>
public sealed class LinearCarryOfAllKinds() : CircuitClaim(
    "MIX-21",
    "In mixed models a linear probe reads the resolved carry of sums and the resolved borrow of differences, positive and negative, where the digit is predicted, "
    + "behind the last layer's attention.",
    "the authors' re-tests: in the mixed model the resolved carry or borrow decodes at about 1.00 in additions, subtractions and subtractions with negative answers; "
    + "untrained models 0.55 to 0.63",
    new Criterion(
        "share of digits A_k, k from 2, of all three kinds, whose carry or borrow the probe reads",
        Comparator.AtLeast,
        1,
        "Every digit of every kind, as published. To read is as in ADD-25: right in 0.75 of held-out questions at every depth at which the carry is decided, with p at "
        + "most 0.001."),
    MixedModelsMapped.All,
    [
        PlantedCircuit.OfAllKinds(),
        new UntrainedProbes((model, cancellation) => PredictionProbes.BeforeTraining(model, cancellation).Select(probe => probe.Stream)),
    ])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var probes = PredictionProbes.Of(model, cancellation).Select(probe => probe.Stream).ToArray();
        var read = new Proportion(probes.Count(probe => probe.Reads), probes.Length);
        var worst = probes.MinBy(probe => probe.WorstDepth.Value)!;
        return new Measurement(model.Name, read.Value)
        {
            Raw = Measurement.RawOf(
                ("digits", read.Trials),
                ("read", read.Hits),
                ("right, mean", Math.Round(probes.Average(probe => probe.HeldOut.Value), 4)),
                ("right at the worst depth, least", Math.Round(worst.WorstDepth.Value, 4))),
        };
    }
}
