namespace Repro.Models.Engines;

/// <summary>What an <see cref="Intervention"/> does.</summary>
public enum InterventionKind
{
    /// <summary>Sets to zero.</summary>
    Zero,

    /// <summary>Replaces by other values.</summary>
    Replace,

    /// <summary>Adds other values.</summary>
    Add,
}
