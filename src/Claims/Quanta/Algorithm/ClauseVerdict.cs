namespace Repro.Claims.Quanta.Algorithm;

/// <summary>Whether a clause holds for a model.</summary>
public enum ClauseVerdict
{
    /// <summary>It holds.</summary>
    Valid,

    /// <summary>It was looked for and does not hold.</summary>
    Invalid,

    /// <summary>It was not looked for, or could not be: the model is not made for such questions or answers too few of them right.</summary>
    Untestable,
}
