namespace Repro.Claims.Statistics;

/// <summary>The median: the middle value, or the mean of the two middle ones.</summary>
public static class Median
{
    /// <summary>The median of some values; NaN of none.</summary>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
