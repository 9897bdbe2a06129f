using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>In a model that nobody trained, nor its parent, the same heads, which look everywhere alike, must not tell the cases as well.</summary>
public sealed class ReadUntrained : ICircuitControl
{
    private const double Most = 0.75;

    private static readonly OnceAModel<Proportion> Known = new(Read);

    /// <inheritdoc/>
    public string Name => "a model of initial parameters alone, with nothing of a parent, tells the cases of a pair, by the head that tells them best in the trained one, in at most 0.75 of questions on average";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var shares = models.SelectMany(model => Known.Of(model, cancellation)).ToArray();
        var means = models.Select(model => Known.Of(model, cancellation)).Where(read => !read.IsEmpty).Select(read => read.Average(share => share.Value)).ToArray();
        return new ControlOutcome(
            Name,
            means.Length > 0 && means.Max() <= Most,
            FormattableString.Invariant($"{means.DefaultIfEmpty(double.NaN).Min():0.00} to {means.DefaultIfEmpty(double.NaN).Max():0.00} in {means.Length} models; of {shares.Length} cases {shares.Count(share => share.Value > Most)} above"));
    }

    private static IEnumerable<Proportion> Read(MappedModel model, CancellationToken cancellation)
    {
        using var engine = model.NeverTrained();
        var attention = AttentionScan.Of(model.Engine, model.Questions(), cancellation);
        foreach (var best in TriStatesOfAllKinds.Best(model.Map, EarlyHeads.Of(model.Map)).OfType<TriStateProbe>())
        {
            var before = new ProbeScan(engine, model.Map.QuestionSeed).Of([best.Node], attention, model.Kinds, cancellation);
            yield return before.Single(probe => (probe.Task, probe.Digit) == (best.Task, best.Digit)).HeldOut;
        }
    }
}
