using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>When a test confirms a sub-task. Fixed before any model was tested.</summary>
public static class TaskThresholds
{
    /// <summary>
    /// 0.9 of the pairs must give exactly the expected answer: the published claims are statements without exceptions, and a tenth is left
    /// for operands on which an accurate model uses another way.
    /// </summary>
    public const double LeastExact = 0.9;

    /// <summary>0.05 of the pairs may change their answer when the donor has the same value: what the node carries is little more than the sub-task.</summary>
    public const double MostNull = 0.05;

    /// <summary>Pairs for each share: 90 of 100 give a lower bound of 0.82, and 5 of 100 an upper one of 0.11.</summary>
    public const int Pairs = 100;

    /// <summary>
    /// Pairs for each depth of a cascade, where every depth must pass by itself: 45 of 50 give a lower bound of 0.78.
    /// </summary>
    public const int PairsOfDepth = 50;

    /// <summary>
    /// Share of the pairs of each half (other and same value) that must be left after those are dropped whose questions the model answers wrong:
    /// 50 of 100.
    /// </summary>
    public const double LeastLeft = 0.5;

    /// <summary>Whether enough answers are exact.</summary>
    internal static bool IsExact(Proportion share) => share.Value >= LeastExact;

    /// <summary>Whether few enough answers change where none should.</summary>
    internal static bool IsNull(Proportion share) => share.Value <= MostNull;
}
