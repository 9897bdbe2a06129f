using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Tasks;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>Whether a last-layer head brings a digit's base sum from an earlier token to the one that predicts the digit.</summary>
/// <param name="Digit">The digit k.</param>
/// <param name="AddedInPlace">Whether heads add the pair where the digit is predicted (SA).</param>
/// <param name="Test">SA's test of the last-layer head that looks mostly at one earlier token, of several the most exact; null where no head looks so.</param>
/// <param name="Look">Where that head looks.</param>
internal sealed record FetchedSum(int Digit, bool AddedInPlace, SubTaskTest? Test, AttentionShare? Look)
{
    /// <summary>Whether it does.</summary>
    public bool IsBrought => Test is { Passes: true };

    /// <summary>
    /// Where neither heads in place nor such a head carry the sum: SA's test of the fewest heads where the digit is predicted, one of the last layer with or
    /// without one of the first, that carry it together; null if there are none. Not part of the criterion.
    /// </summary>
    public SubTaskTest? Otherwise { get; init; }
}
