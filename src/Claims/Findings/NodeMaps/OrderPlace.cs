using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Quanta.Tasks;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>What the heads that make a digit pair's base value see of the order of its digits, and what they give one kind of subtraction.</summary>
/// <param name="Moved">How far their output moves when the digits change places; see <see cref="OrderSense"/>.</param>
/// <param name="Outcome">What the answer shows.</param>
public sealed record OrderPlace(double Moved, DifferenceOutcome Outcome)
{
    /// <summary>A share of answers from which on they show something.</summary>
    public const double Shown = TaskThresholds.LeastExact;

    private const double Blind = 0.1;

    /// <summary>Whether the heads do not see the order.</summary>
    public bool IsBlind => Moved <= Blind;

    /// <summary>Whether they give the difference without its sign.</summary>
    public bool IsUnsigned => Outcome.Opposite.Value >= Shown;
}
