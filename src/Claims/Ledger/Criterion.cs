namespace Repro.Claims.Ledger;

/// <summary>What every measurement of a claim must meet; fixed before anything is measured.</summary>
/// <param name="Metric">What is measured, with its unit.</param>
/// <param name="Comparator">How the value must stand to the threshold.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Reason">Why this threshold.</param>
public sealed record Criterion(string Metric, Comparator Comparator, double Threshold, string Reason)
{
    /// <summary>Whether a value meets the criterion; what is not a number never does.</summary>
    public bool Holds(double value) => Comparator switch
    {
        Comparator.LessThan => value < Threshold,
        Comparator.AtMost => value <= Threshold,
        Comparator.AtLeast => value >= Threshold,
        Comparator.GreaterThan => value > Threshold,
        _ => throw new InvalidOperationException($"{Comparator} is no comparator."),
    };
}
