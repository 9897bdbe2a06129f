using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-28: MIX-18 in the models on which it was neither found nor confirmed.</summary>
public sealed class DifferenceWithoutSignElsewhere() : CircuitClaim(
    "MIX-28",
    "In mixed models of every size the heads that add a digit pair give a subtraction |D_k − D'_k|, without its sign.",
    "none; as MIX-18",
    new Criterion(
        "share, of the digits 0 to n − 2 in both kinds of subtraction, of those at which 0.9 of the answers show a donor's base value where both pairs compare alike, "
        + "0.9 its ten's complement where they do not, and at most 0.1 change by a donor with the same difference",
        Comparator.AtLeast,
        0.8,
        "0.9 and 0.1 are MIX-18's. There every digit must meet them, of 8 to 10 in a model; of up to 22 one in five may fail, as in MIX-07. Judged are all mixed models of three "
        + "layers but those of 5 and 6 digits on which the finding was made, confirmed, or seen to fail, and mix_d13, whose map had been seen; written before a map of the "
        + "others had been made."),
    MixedModelsMapped.Others,
    [new StoredMaps(), new UntrainedCircuit()])
{
    private const double Shown = TaskThresholds.LeastExact;
    private const double ChangedAllTheSame = 0.1;

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var outcomes = DifferenceWithoutSign.Outcomes(model, cancellation);
        if (outcomes.IsEmpty)
        {
            return null;
        }

        var places = SwappedOperation.Kinds.Length * (model.Map.Layout.Digits - 1);
        var share = new Proportion(outcomes.Count(Passes), places);
        return new Measurement(model.Name, share.Value)
        {
            Raw = Measurement.RawOf(
                ("digits of both kinds", places),
                ("with heads that add", outcomes.Length),
                ("that pass", share.Hits),
                ("answers alike", outcomes.Sum(outcome => outcome.Alike.Trials)),
                ("base value shown", outcomes.Sum(outcome => outcome.Alike.Hits)),
                ("answers the other way round", outcomes.Sum(outcome => outcome.Opposite.Trials)),
                ("ten's complement shown", outcomes.Sum(outcome => outcome.Opposite.Hits)),
                ("base value shown all the same", outcomes.Sum(outcome => outcome.Modulo.Hits)),
                ("answers with the same difference", outcomes.Sum(outcome => outcome.Same.Trials)),
                ("changed by it", outcomes.Sum(outcome => outcome.Same.Hits))),
            Examples = [.. outcomes.Where(outcome => !Passes(outcome)).Select(outcome =>
                $"{outcome.Kind}, A{outcome.Digit}: alike {outcome.Alike}, the other way round {outcome.Opposite}, modulo 10 {outcome.Modulo}, the same difference {outcome.Same}")],
        };
    }

    private static bool Passes(DifferenceOutcome outcome) =>
        outcome.Alike.Value >= Shown && outcome.Opposite.Value >= Shown && outcome.Same.Value <= ChangedAllTheSame;
}
