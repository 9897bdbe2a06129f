using System.Collections.Immutable;
using Repro.Claims.Statistics;

namespace Repro.Claims.Studies;

/// <summary>The finished trainings of one condition, number of digits and budget.</summary>
/// <param name="Stage">The budget, or <see cref="StudyDesign.ParentStage"/>.</param>
/// <param name="Digits">Digits of the operands.</param>
/// <param name="Condition">The condition; null of parents.</param>
/// <param name="Steps">Optimiser steps of each training.</param>
/// <param name="ParentSteps">Steps of the parent that each starts from, which come on top; null from scratch.</param>
/// <param name="Seeds">The trainings, in order of the study's seeds.</param>
public sealed record StudyCell(
    string Stage, int Digits, StudyCondition? Condition, int Steps, int? ParentSteps, ImmutableArray<StudySeed> Seeds)
{
    /// <summary>Median of <see cref="StudySeed.AvgFinalLoss"/>.</summary>
    public double MedianLoss => Median.Of(Seeds.Select(seed => seed.AvgFinalLoss));

    /// <summary>Median number of wrong answers by set of questions.</summary>
    public ImmutableSortedDictionary<string, double> MedianErrors => Seeds[0].Errors.Keys.ToImmutableSortedDictionary(
        set => set, set => Median.Of(Seeds.Select(seed => (double)seed.Errors[set])), StringComparer.Ordinal);

    /// <summary>The training with a seed; null where it is not finished.</summary>
    public StudySeed? Find(ulong seed) => Seeds.FirstOrDefault(training => training.Seed == seed);
}
