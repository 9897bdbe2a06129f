using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>What does write digits must be seen to do so, by the same donors and on the same way.</summary>
public sealed class LastMlpWrites : ICircuitControl
{
    private const double Most = 0.5;

    /// <inheritdoc/>
    public string Name => "what the last layer's MLP puts out for the same donors, given to the logits alone, changes more than half of the digits of every model";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var shares = models.Select(model => BaseAddNotWritten.Known.Of(model, cancellation)).Where(effects => !effects.IsEmpty)
            .Select(effects => (double)effects.Sum(effect => effect.ByLastMlp.Hits) / effects.Sum(effect => effect.ByLastMlp.Trials)).ToArray();
        return new ControlOutcome(
            Name,
            shares.Length > 0 && shares.Min() > Most,
            FormattableString.Invariant($"{shares.DefaultIfEmpty(double.NaN).Min():0.000} to {shares.DefaultIfEmpty(double.NaN).Max():0.000} in {shares.Length} models"));
    }
}
