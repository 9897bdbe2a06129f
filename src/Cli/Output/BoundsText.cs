using Repro.Claims.Statistics;

namespace Repro.Cli.Output;

/// <summary>Confidence intervals in words.</summary>
internal static class BoundsText
{
    /// <summary>For instance <c>0 to 3.69e-06 (95 %)</c>.</summary>
    public static string Of(Interval interval) => $"{interval.Lower:g3} to {interval.Upper:g3} ({interval.Confidence:0.## %})";
}
