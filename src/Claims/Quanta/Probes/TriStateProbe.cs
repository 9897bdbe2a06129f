using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Probes;

/// <summary>
/// How well the three cases of a digit pair can be read from a head's z: for ST a sum below, at and above 9; for MT D_k below, equal to
/// and above D'_k. This says that the information is there, not that the model uses it or holds a third state: a weighted sum of two
/// digits, as an untrained head may form it, separates three cases too.
/// </summary>
/// <param name="Node">The head.</param>
/// <param name="Task">ST or MT.</param>
/// <param name="Digit">The digit k.</param>
/// <param name="HeldOut">Questions that the classifier did not see and classified right; a third is chance.</param>
/// <param name="PValue">How often permuted labels of these questions agree as well with its answers.</param>
/// <param name="ExplainedVariance">Shares of z's variance along its first three principal components.</param>
public sealed record TriStateProbe(
    Node Node, SubTask Task, int Digit, Proportion HeldOut, double PValue, ImmutableArray<double> ExplainedVariance)
{
    // Right answers of a reader that takes one of three cases for another and tells the rest without error.
    private const double TwoOfThree = 2.0 / 3;

    /// <summary>Whether the three cases are read better than two thirds, by the lower bound: so that no case is taken for another throughout.</summary>
    public bool TellsAllCases => HeldOut.Bounds.Lower > TwoOfThree;
}
