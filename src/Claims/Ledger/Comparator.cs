namespace Repro.Claims.Ledger;

/// <summary>How a measured value must stand to its threshold.</summary>
public enum Comparator
{
    /// <summary>Value &lt; threshold.</summary>
    LessThan,

    /// <summary>Value ≤ threshold.</summary>
    AtMost,

    /// <summary>Value ≥ threshold.</summary>
    AtLeast,

    /// <summary>Value &gt; threshold.</summary>
    GreaterThan,
}
