namespace Repro.Models.Engines.Managed.Kernels;

/// <summary>The per-step constants of AdamW, computed once in float64 and rounded to float32.</summary>
internal readonly struct AdamWConstants
{
    public AdamWConstants(in AdamWStep update)
    {
        var correction1 = 1 - Numerics.PortableMath.Power(update.Beta1, update.Number);
        var correction2 = 1 - Numerics.PortableMath.Power(update.Beta2, update.Number);
        Keep = (float)(1 - (update.LearningRate * update.WeightDecay));
        Share1 = (float)(1 - update.Beta1);
        Beta2 = (float)update.Beta2;
        Share2 = (float)(1 - update.Beta2);
        RootScale = (float)(1 / Math.Sqrt(correction2));
        Epsilon = (float)update.Epsilon;
        StepSize = (float)(update.LearningRate / correction1);
    }

    /// <summary>1 − lr·weight decay: factor of the parameter.</summary>
    public float Keep { get; }

    /// <summary>1 − β₁.</summary>
    public float Share1 { get; }

    /// <summary>β₂.</summary>
    public float Beta2 { get; }

    /// <summary>1 − β₂.</summary>
    public float Share2 { get; }

    /// <summary>1 / √(1 − β₂ᵗ).</summary>
    public float RootScale { get; }

    /// <summary>ε.</summary>
    public float Epsilon { get; }

    /// <summary>lr / (1 − β₁ᵗ).</summary>
    public float StepSize { get; }
}
