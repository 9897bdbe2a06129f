namespace Repro.Claims.Ledger;

/// <summary>What measuring a claim came to.</summary>
public enum Verdict
{
    /// <summary>Every measurement meets the criterion.</summary>
    Reproduced,

    /// <summary>Some do.</summary>
    Partly,

    /// <summary>None does.</summary>
    NotReproduced,

    /// <summary>Nothing was measured, or a control failed, so that the measurements mean nothing.</summary>
    NotMeasured,
}
