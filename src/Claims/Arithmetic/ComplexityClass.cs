namespace Repro.Claims.Arithmetic;

/// <summary>
/// How far carries or borrows cascade (arXiv 2402.02619, as its code defines it, not as its table of carry counts suggests).
/// The number is the cascade's length of <see cref="Complexity.CascadeLength"/>, capped at 5 for S and at 4 for M and N.
/// </summary>
public enum ComplexityClass
{
    /// <summary>Addition in which no digit pair makes a carry.</summary>
    S0,

    /// <summary>Carries, none of which meets a digit pair that sums to 9.</summary>
    S1,

    /// <summary>A carry passes one digit pair that sums to 9.</summary>
    S2,

    /// <summary>A carry passes two.</summary>
    S3,

    /// <summary>A carry passes three.</summary>
    S4,

    /// <summary>A carry passes four or more.</summary>
    S5,

    /// <summary>Subtraction with an answer of zero or more and no borrow.</summary>
    M0,

    /// <summary>Borrows, none of which meets an equal digit pair.</summary>
    M1,

    /// <summary>A borrow passes one equal digit pair.</summary>
    M2,

    /// <summary>A borrow passes two.</summary>
    M3,

    /// <summary>A borrow passes three or more.</summary>
    M4,

    /// <summary>Subtraction with a negative answer; no borrow meets an equal digit pair.</summary>
    N1,

    /// <summary>A borrow passes one equal digit pair.</summary>
    N2,

    /// <summary>A borrow passes two.</summary>
    N3,

    /// <summary>A borrow passes three or more.</summary>
    N4,
}
