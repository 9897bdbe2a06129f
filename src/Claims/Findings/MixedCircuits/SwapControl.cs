using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>Swaps whose outcome is known: with all of the addition's values, and with those of a question that has nothing to do with the sum.</summary>
public sealed class SwapControl : ICircuitControl
{
    // One digit in ten agrees by chance.
    private const double MostByChance = 0.2;

    /// <inheritdoc/>
    public string Name => "the swap of everything from the operator on shows every sum, and that with a subtraction of other operands at most 0.2 of its digits";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var outcomes = models.SelectMany(model => SwappedOperation.Outcomes(model, cancellation)).Where(outcome => outcome.Reach != SwapReach.Prediction).ToArray();
        var least = outcomes.Where(outcome => outcome.Reach == SwapReach.FromOperator).Min(outcome => outcome.Answers.Value);
        var most = outcomes.Max(outcome => outcome.NullDigits.Value);
        return new ControlOutcome(Name, least == 1 && most <= MostByChance, FormattableString.Invariant($"sums {least:f3}, digits by chance {most:f3}"));
    }
}
