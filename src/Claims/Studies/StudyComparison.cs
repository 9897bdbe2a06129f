using System.Collections.Immutable;
using Repro.Claims.Arithmetic;

namespace Repro.Claims.Studies;

/// <summary>Two conditions that a study contrasts, each with the operation on which it is judged.</summary>
/// <param name="First">The condition whose log error rate is the minuend.</param>
/// <param name="FirstOn">What it is asked.</param>
/// <param name="Second">The condition whose log error rate is the subtrahend.</param>
/// <param name="SecondOn">What that is asked.</param>
public sealed record StudyComparison(StudyCondition First, Operation FirstOn, StudyCondition Second, Operation SecondOn)
{
    /// <summary>
    /// Subtraction only against addition only, each on its own operation: the questions differ, and enriched ones are enriched with what is
    /// hard in each, equal digits and digits that sum to 9, in the same share.
    /// </summary>
    public static StudyComparison SubAgainstAdd { get; } = new(StudyCondition.Sub, Operation.Subtract, StudyCondition.Add, Operation.Add);

    /// <summary>Mixed from scratch against subtraction only, on subtraction.</summary>
    public static StudyComparison MixAgainstSub { get; } = OnSubtraction(StudyCondition.Mix, StudyCondition.Sub);

    /// <summary>Started as published against from scratch, on subtraction.</summary>
    public static StudyComparison Ins1AgainstMix { get; } = OnSubtraction(StudyCondition.Ins1, StudyCondition.Mix);

    /// <summary>Started with all weights against from scratch, on subtraction.</summary>
    public static StudyComparison Ins1cAgainstMix { get; } = OnSubtraction(StudyCondition.Ins1c, StudyCondition.Mix);

    /// <summary>Started with all weights against started as published, on subtraction.</summary>
    public static StudyComparison Ins1cAgainstIns1 { get; } = OnSubtraction(StudyCondition.Ins1c, StudyCondition.Ins1);

    /// <summary>All of them.</summary>
    public static ImmutableArray<StudyComparison> All { get; } =
        [SubAgainstAdd, MixAgainstSub, Ins1AgainstMix, Ins1cAgainstMix, Ins1cAgainstIns1];

    /// <summary>For instance <c>mix vs sub</c>.</summary>
    public override string ToString() => $"{First} vs {Second}".ToLowerInvariant();

    private static StudyComparison OnSubtraction(StudyCondition first, StudyCondition second) =>
        new(first, Operation.Subtract, second, Operation.Subtract);
}
