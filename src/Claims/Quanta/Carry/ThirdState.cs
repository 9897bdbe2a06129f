namespace Repro.Claims.Quanta.Carry;

/// <summary>
/// Whether the last layer's MLP, where A_k is predicted, gets a sum of 9 in the pair below as a third state, or as the carry that comes of it.
/// Lengths are shares of the distance between the mean inputs of sums up to 8 and from 10 on; the line through these is the axis.
/// </summary>
public sealed record ThirdState
{
    /// <summary>The most that counts as on the axis, as a share of the way that the carry from below moves a sum of 9 along it.</summary>
    public const double MostOffAxis = 0.25;

    /// <summary>The digit k.</summary>
    public required int Digit { get; init; }

    /// <summary>How far off the axis the mean input of sums of 9 is; a symbol as far from both others as these are from each other has 0.87.</summary>
    public required double OffAxis { get; init; }

    /// <summary>
    /// The same of sums of 8 and 10, half each: how far off a mean is whose sums are as near to one another as sums of 9, if the input follows the
    /// sum smoothly along a curve or holds more of the digits than the carry.
    /// </summary>
    public required double OffAxisNextTo { get; init; }

    /// <summary>Where along the axis sums of 9 are that pass no carry on; sums up to 8 are at 0.</summary>
    public required double WithoutCarry { get; init; }

    /// <summary>Where those are that pass one on; sums from 10 on are at 1.</summary>
    public required double WithCarry { get; init; }

    /// <summary>How far off the axis sums of 9 are that pass no carry on.</summary>
    public required double OffAxisWithoutCarry { get; init; }

    /// <summary>How far off those are that pass one on.</summary>
    public required double OffAxisWithCarry { get; init; }

    /// <summary>Whether sums of 9 are on the axis, and moved along it by the carry from below.</summary>
    public bool IsBinary => OffAxis <= MostOffAxis * (WithCarry - WithoutCarry);
}
