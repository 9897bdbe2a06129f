namespace Repro.Models.Numerics;

/// <summary>
/// Version of the bits that training produces. Every checkpoint carries it, and one of another version is refused.
/// Any change that alters a single bit of a trained parameter (a kernel's order of summation, an elementary function, the
/// initialiser, the optimiser, the schedule) raises <see cref="Current"/> by one.
/// </summary>
public static class NumericsVersion
{
    /// <summary>The version of this build.</summary>
    public const int Current = 1;
}
