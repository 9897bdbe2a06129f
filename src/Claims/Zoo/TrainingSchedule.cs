using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Transformer;

namespace Repro.Claims.Zoo;

/// <summary>In which order, and in which shard, models are trained. A model and its parent are one family and stay together.</summary>
public static class TrainingSchedule
{
    /// <summary>
    /// The part of these models and their parents, each once, that one of several machines trains: parents before children, and what takes
    /// longest first. The parts are disjoint, hold everything together, and are about equally long; each family goes to the part that is
    /// shortest so far.
    /// </summary>
    /// <param name="plans">All models.</param>
    /// <param name="shard">Which part, 1 … <paramref name="shards"/>.</param>
    /// <param name="shards">Number of parts.</param>
    public static ImmutableArray<TrainingPlan> Shard(IEnumerable<TrainingPlan> plans, int shard, int shards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(shard, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shard, shards);
        var work = new double[shards];
        var mine = ImmutableArray.CreateBuilder<TrainingPlan>();
        foreach (var family in Families(plans))
        {
            var shortest = Array.IndexOf(work, work.Min());
            work[shortest] += family.Sum(Work);
            if (shortest == shard - 1)
            {
                mine.AddRange(family);
            }
        }

        return mine.ToImmutable();
    }

    private static IEnumerable<TrainingPlan[]> Families(IEnumerable<TrainingPlan> plans) => plans
        .SelectMany(plan => plan.Parent is { } parent ? [parent, plan] : new[] { plan })
        .Distinct()
        .GroupBy(plan => plan.Parent ?? plan)
        .Select(family => family
            .OrderBy(plan => plan.Parent is not null)
            .ThenByDescending(Work)
            .ThenBy(plan => $"{plan.Name}", StringComparer.Ordinal)
            .ToArray())
        .OrderByDescending(family => family.Sum(Work))
        .ThenBy(family => $"{family[0].Name}", StringComparer.Ordinal);

    // Multiplications of a training, up to a factor.
    private static double Work(TrainingPlan plan) =>
        (double)plan.Recipe.Steps * plan.Recipe.BatchSize * plan.Config.Context * new ParameterLayout(plan.Config).Count;
}
