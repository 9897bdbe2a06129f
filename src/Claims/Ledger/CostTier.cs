namespace Repro.Claims.Ledger;

/// <summary>What a claim's measurement needs.</summary>
public enum CostTier
{
    /// <summary>Seconds and no model.</summary>
    Fast,

    /// <summary>Models of the zoo.</summary>
    Claim,

    /// <summary>Trains a small model.</summary>
    Train,

    /// <summary>Every model: hours.</summary>
    Full,

    /// <summary>A GPU.</summary>
    Gpu,

    /// <summary>The weights of GPT-2 small.</summary>
    Weights,
}
