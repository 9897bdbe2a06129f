using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-36: hardly an answer depends on a single head that tells the cases of a pair.</summary>
public sealed class TriStateHeadsRedundant() : CircuitClaim(
    "ADD-36",
    "Ablating a single head that tells the cases of a digit pair breaks few answers.",
    "the authors' re-tests: mean ablation of a head that the map names for ST fails 0.02 to 0.07 of questions at low digits, over 0.000 to 0.003 without any",
    new Criterion(
        "share of questions that fail when one of these heads is ablated, median over the heads",
        Comparator.AtMost,
        0.07,
        "The greatest published share. Only useful heads are looked at, so that the median is rather too high: those whose ablation breaks hardly anything are not among them. The questions have every "
        + "length of cascade equally often, so that more of them depend on a case than of random ones; and the published shares are of low digits, these of all. The shares are "
        + "in the maps, which had been made when this was written; their median had not been taken."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new PlantedCircuit(meets: false, "in an adder with a planted circuit, where one head alone tells a pair's cases, each breaks more"), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var heads = EarlyHeads.Of(model.Map).Where(head => EarlyHeads.TellsCases(model.Map, head, SubTask.ST)).ToArray();
        if (heads.Length == 0)
        {
            return null;
        }

        double[] shares = [.. heads.Select(head => (double)head.Effect.Fails / head.Effect.Questions)];
        return new Measurement(model.Name, Statistics.Median.Of(shares))
        {
            Raw = Measurement.RawOf(
                ("heads", heads.Length),
                ("that fail at most 0.07", shares.Count(share => share <= Claim.Criterion.Threshold)),
                ("least", Math.Round(shares.Min(), 4)),
                ("greatest", Math.Round(shares.Max(), 4))),
            Examples = [.. heads.Select(head => $"{head.Node}, pair {EarlyHeads.Pairs(model.Map, head)[0]}: {head.Effect.Fails} of {head.Effect.Questions}")],
        };
    }
}
