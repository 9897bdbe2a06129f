namespace Repro.Models.Engines;

/// <summary>How the matrix products of a TorchSharp engine round. Parameters, norms, softmax, loss and optimiser are never less than float32.</summary>
public enum Precision
{
    /// <summary>float32 products.</summary>
    Full,

    /// <summary>float32 products with factors rounded to 10 bits, on GPUs that have it.</summary>
    TensorFloat32,

    /// <summary>
    /// Factors and results rounded to bfloat16, sums in between kept in float32, as far as the library keeps them whole: where it splits a
    /// long sum, it may round the parts too.
    /// </summary>
    BFloat16,
}
