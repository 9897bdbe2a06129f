using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>A head's z from a subtraction must not make a sum, whatever it spoils. Judged as the claim judges: the lesser of both kinds.</summary>
public sealed class OtherSubtractions : ICircuitControl
{
    // One digit in ten agrees by chance where an answer is spoilt.
    private const double MostByChance = 0.1;

    /// <inheritdoc/>
    public string Name => "by the z of a subtraction of other operands no first-layer head makes more than 0.1 of the digits of both kinds those of the sum";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var most = models.SelectMany(model => OperationHead.Best(model, outcome => outcome.NullByHead, cancellation)).MaxBy(head => head.Least.Value).Least;
        var ofOneKind = models.SelectMany(model => Steering.Of(model, cancellation)
            .SelectMany(outcome => outcome.NullByHead.Take(model.Engine.Config.Heads))).MaxBy(digits => digits.Value);
        return new ControlOutcome(Name, most.Value <= MostByChance, $"at most {most} in {models.Length} models, of one kind {ofOneKind}");
    }
}
