namespace Repro.Models.Engines.Torch;

/// <summary>How the engine's matrix products round. Parameters, norms, softmax, loss and optimiser are never less than float32.</summary>
public enum TorchPrecision
{
    /// <summary>float32 products.</summary>
    Full,

    /// <summary>float32 products with factors rounded to 10 bits, on GPUs that have it.</summary>
    TensorFloat32,

    /// <summary>Factors rounded to bfloat16, sums kept in float32 and rounded to bfloat16 once.</summary>
    BFloat16,
}
