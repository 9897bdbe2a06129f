namespace Repro.Claims.Studies;

/// <summary>How the models of a study differ.</summary>
public enum StudyCondition
{
    /// <summary>Addition only.</summary>
    Add,

    /// <summary>Subtraction only.</summary>
    Sub,

    /// <summary>Both operations, from scratch.</summary>
    Mix,

    /// <summary>Both operations, started from an addition model as published.</summary>
    Ins1,

    /// <summary>Both operations, started from an addition model of which all weights are copied.</summary>
    Ins1c,
}
