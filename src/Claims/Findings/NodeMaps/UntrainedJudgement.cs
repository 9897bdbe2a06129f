using System.Collections.Immutable;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>Models before their training must not meet a criterion that does not rest on right answers.</summary>
public sealed class UntrainedJudgement : ICircuitControl
{
    /// <inheritdoc/>
    public string Name => "before its training no model meets the criterion";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var values = models.Select(model =>
        {
            var engine = model.Recorded?.Untrained() ?? throw new ArgumentException($"{model.Name} is no model of the zoo; how it started is not known.");
            using var before = new MappedModel(model.Name, model.Kinds, engine, model.Map);
            return claim.Judge(before, cancellation)?.Value;
        }).ToArray();
        return new ControlOutcome(
            Name,
            !values.Any(value => value is { } measured && claim.Claim.Criterion.Holds(measured)),
            $"{claim.Claim.Criterion.Metric}: {string.Join(", ", values.Select(value => value is { } measured ? FormattableString.Invariant($"{measured:0.###}") : "none"))}");
    }
}
