namespace Repro.Claims.Arithmetic;

/// <summary>How large a model is made and how it is trained; <see cref="TrainingPlan"/> holds the rule.</summary>
public enum Preset
{
    /// <summary>The published sizes and hyper-parameters.</summary>
    Paper,

    /// <summary>Narrow, with a larger learning rate and fewer steps: for CPUs.</summary>
    Compact,
}
