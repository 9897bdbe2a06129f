using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>What is read must come from the training: of the sums of digits that a residual stream holds before it the probe must tell less.</summary>
public sealed class ResidualUntrained : ICircuitControl
{
    private const double Most = 0.8;

    private static readonly OnceAModel<double> Known = new((model, cancellation) =>
    {
        using var engine = model.NeverTrained();
        return [.. TriStatesBeforeLastLayer.Probes(engine, cancellation).Select(probe => probe.HeldOut.Value)];
    });

    /// <inheritdoc/>
    public string Name => "in a model of initial parameters alone, with nothing of a parent, the probe tells the cases, at the place that is best, in at most 0.8 of questions";

    /// <summary>What the probes of the claim tell of a model of the same shape that nobody trained, in their order.</summary>
    internal static ImmutableArray<double> Shares(MappedModel model, CancellationToken cancellation) => Known.Of(model, cancellation);

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        double[] shares = [.. models.SelectMany(model => Shares(model, cancellation))];
        return new ControlOutcome(Name, shares.Max() <= Most, FormattableString.Invariant($"{shares.Min():0.00} to {shares.Max():0.00} in {models.Length} models"));
    }
}
