using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>Where a head adds the pair in place, the last layer must have nothing to bring, or its heads would pass wherever the sum is formed.</summary>
public sealed class DigitsAddedInPlace : ICircuitControl
{
    private const double Most = 0.2;

    /// <inheritdoc/>
    public string Name => "of the digits that heads add where they are predicted, last-layer heads bring at most a fifth";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var sums = models.SelectMany(model => FetchedBaseAdd.Digits(model, added: true).Select(digit => FetchedBaseAdd.Find(model, digit, cancellation))).ToArray();
        var passed = sums.Count(sum => sum.Passed is not null);
        return new ControlOutcome(Name, sums.Length > 0 && passed <= Most * sums.Length, $"{passed} of {sums.Length}");
    }
}
