using Repro.Models.Numerics;

namespace Repro.Claims.Studies;

/// <summary>
/// The scale on which a study compares: log10((errors + 0.5) / questions). Half an error keeps a model without errors finite, so that
/// 0 and 1 error differ by log10(3) = 0.48.
/// </summary>
public static class LogErrorRate
{
    private static readonly double LogOfTen = PortableMath.Log(10);

    /// <summary>The value of so many errors, or of the mean of several models', by the portable logarithm: the same bits on every machine.</summary>
    public static double Of(double errors, long questions) => PortableMath.Log((errors + 0.5) / questions) / LogOfTen;
}
