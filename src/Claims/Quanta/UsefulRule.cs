namespace Repro.Claims.Quanta;

/// <summary>When an ablated node counts as useful.</summary>
public enum UsefulRule
{
    /// <summary>
    /// The lower 95 % bound of the share of questions that fail lies above <see cref="UsefulRules.LeastShare"/>: with 600 questions,
    /// five of them fail.
    /// </summary>
    EffectSize,

    /// <summary>At least one question fails, as in the authors' tool.</summary>
    Published,
}
