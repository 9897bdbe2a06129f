namespace Repro.Models.Engines.Managed.Kernels;

/// <summary>AdamW on one element: the scalar kernel, and the remainder of the vector ones.</summary>
internal static class AdamWMath
{
    /// <summary>One update; the order of operations is the contract.</summary>
    public static void Update(ref float parameter, float gradient, ref float mean, ref float meanSquare, in AdamWConstants constants)
    {
        mean = MathF.FusedMultiplyAdd(constants.Share1, gradient - mean, mean);
        meanSquare = MathF.FusedMultiplyAdd(constants.Share2 * gradient, gradient, constants.Beta2 * meanSquare);
        var root = MathF.FusedMultiplyAdd(MathF.Sqrt(meanSquare), constants.RootScale, constants.Epsilon);
        parameter = MathF.FusedMultiplyAdd(-constants.StepSize, mean / root, parameter * constants.Keep);
    }
}
