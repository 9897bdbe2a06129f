using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>What is read must come from the training: of the sums of digits that a residual stream holds before it the probe must tell less.</summary>
public sealed class ResidualBeforeTraining : ICircuitControl
{
    private const double Most = 0.8;

    /// <inheritdoc/>
    public string Name => "before its training the probe tells no case of any model, at the place that is best, in more than 0.8 of questions";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        double[] shares = [.. models.SelectMany(model =>
        {
            using var engine = model.Studied?.Untrained() ?? throw new ArgumentException($"{model.Name} was made by hand; how it started is not known.");
            return TriStatesBeforeLastLayer.Probes(engine, cancellation).Select(probe => probe.HeldOut.Value).ToArray();
        })];
        return new ControlOutcome(Name, shares.Max() <= Most, FormattableString.Invariant($"{shares.Min():0.00} to {shares.Max():0.00} in {models.Length} models"));
    }
}
