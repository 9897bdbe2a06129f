using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Quanta.Tasks;
using Repro.Models.Engines;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-33: the cases of the pairs of digits 1 and 2 are in the residual stream of mixed models.</summary>
public sealed class TriStatesBeforeLastLayer() : CircuitClaim(
    "MIX-33",
    "In mixed models the three cases of the pairs of digits 1 and 2, of their sums and of their differences, can be read from the residual stream in front of the last layer, before the first digit "
    + "is predicted.",
    "the authors' re-tests: in the mixed model the tri-state decodes at 1.00 at digits 1 and 2, in untrained models at 0.55 to 0.63",
    new Criterion(
        "share of held-out questions whose case a linear probe tells, where that is least: of pair 1 or 2, of sums or differences, each at the place from operator to sign, behind a layer but the last, "
        + "where one half of the questions that train tells the other half best",
        Comparator.AtLeast,
        0.95,
        "Near the published one, which does not say what is read; in MIX-32 it is single heads. Written when that had been measured, and before this was. Its control first "
        + "asked what the model's own training started from, and failed: a parent has learnt to tell the cases, 0.55 to 0.97 of them. Now nothing in it is trained. And the place was first that where "
        + "the questions that train were told best, which in a wide stream is anywhere: so chosen the sample model of the published size gave 0.79."),
    MixedModelsMapped.All,
    [new ResidualUntrained()])
{
    private static readonly ImmutableArray<(SubTask Task, int Digit)> Cases = [(SubTask.ST, 1), (SubTask.ST, 2), (SubTask.MT, 1), (SubTask.MT, 2)];

    private static readonly OnceAModel<StreamProbe> Known = new((model, cancellation) => Probes(model.Engine, cancellation));

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var probes = Known.Of(model, cancellation);
        var before = ResidualUntrained.Shares(model, cancellation);
        var least = probes.MinBy(probe => probe.HeldOut.Value)!.HeldOut;
        return new Measurement(model.Name, least.Value)
        {
            Bounds = least.Bounds,
            BoundsOf = "share of questions",
            Raw = Measurement.RawOf(
            [
                .. probes.Select(probe => ($"A{probe.Digit}.{probe.Task}", Math.Round(probe.HeldOut.Value, 4))),
                .. probes.Zip(before, (probe, share) => ($"A{probe.Digit}.{probe.Task} untrained", Math.Round(share, 4))),
            ]),
            Examples = [.. probes.Select(probe => $"A{probe.Digit}.{probe.Task} at P{probe.Position}, {probe.At}: {probe.HeldOut}")],
        };
    }

    /// <summary>The probe of each pair and rule.</summary>
    internal static IEnumerable<StreamProbe> Probes(IEngine engine, CancellationToken cancellation)
    {
        var scan = new ProbeScan(engine, AccuracyPlan.QuestionSeed);
        var window = PositionWindow.OperatorToSign(QuestionLayout.Of(engine.Config));
        foreach (var (task, digit) in Cases)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return scan.OfStream(task, digit, window);
        }
    }
}
