using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Models.Engines;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>
/// Looks for every sub-task among the useful nodes of a model: first single nodes, then, at positions where none passed, pairs of heads
/// of one layer patched together, then larger sets.
/// </summary>
/// <param name="engine">The model; must keep its parameters.</param>
/// <param name="nodes">The useful nodes.</param>
/// <param name="attention">Where heads look.</param>
/// <param name="source">Which pairs of questions are asked.</param>
/// <param name="seed">Seed of the pairs.</param>
public sealed class SubTaskScan(IEngine engine, ImmutableArray<NodeEffect> nodes, AttentionScan attention, PairSource source, ulong seed)
{
    private readonly QuestionLayout _layout = QuestionLayout.Of(engine.Config);

    /// <summary>Searches for all sub-tasks that a model for these kinds of question can have, in the order of <see cref="TaskDefinition.All"/>.</summary>
    public ImmutableArray<TagSearch> All(ImmutableArray<QuestionKind> kinds, CancellationToken cancellation = default)
    {
        var searches = ImmutableArray.CreateBuilder<TagSearch>();
        foreach (var task in TaskDefinition.All.Where(task => task.Kinds.All(kinds.Contains)))
        {
            foreach (var digit in task.Digits(_layout))
            {
                cancellation.ThrowIfCancellationRequested();
                searches.Add(Of(task.Task, digit));
            }
        }

        return searches.ToImmutable();
    }

    /// <summary>Searches for one sub-task at one digit.</summary>
    /// <exception cref="ArgumentException">The digit does not have it.</exception>
    public TagSearch Of(SubTask subTask, int digit)
    {
        var task = TaskDefinition.Of(subTask);
        var trial = new TaskTrial(engine, subTask, digit, source, seed);
        if (!trial.IsTestable)
        {
            return new TagSearch(trial.Tag, Testable: false, Tested: 0, [], [], Best: null);
        }

        var tests = new List<SubTaskTest>();
        SubTaskTest Try(params ImmutableArray<Node> set)
        {
            var test = trial.Of(set);
            tests.Add(test);
            return test;
        }

        var found = ImmutableArray.CreateBuilder<SubTaskTest>();
        foreach (var position in Candidates(task, digit).GroupBy(node => node.Position).OrderBy(group => group.Key))
        {
            found.AddRange(AtPosition(task, digit, [.. position], Try));
        }

        var together = found.Where(test => test.Nodes.Length > 1).SelectMany(test => test.Nodes).ToHashSet();
        return new TagSearch(
            trial.Tag,
            Testable: true,
            tests.Count,
            found.ToImmutable(),
            [.. together.Order().Select(node => tests.Find(test => test.Nodes is [var only] && only == node) ?? trial.Of(node))],
            found.Count > 0 ? null : tests.MaxBy(test => (test.Exact.Value, test.Moved.Value, -test.Nodes.Length)));
    }

    private IEnumerable<SubTaskTest> AtPosition(
        TaskDefinition task, int digit, ImmutableArray<Node> candidates, Func<ImmutableArray<Node>, SubTaskTest> test)
    {
        var singles = candidates.Where(node => Covers(task, digit, [node])).Select(node => test([node])).Where(result => result.Passes).ToArray();
        if (singles.Length > 0)
        {
            return singles;
        }

        var pairs =
            from first in candidates
            from second in candidates
            where first < second && first.Layer == second.Layer && Covers(task, digit, [first, second])
            let result = test([first, second])
            where result.Passes
            select result;
        if (pairs.ToArray() is { Length: > 0 } passed)
        {
            return passed;
        }

        // Two heads of one layer have had their turn.
        return candidates.Length > (candidates.DistinctBy(node => node.Layer).Count() > 1 ? 1 : 2) && Covers(task, digit, candidates)
            ? Larger(candidates, test)
            : [];
    }

    // All candidates of the position together; then heads are left out one by one while the rest still passes.
    private static IEnumerable<SubTaskTest> Larger(ImmutableArray<Node> candidates, Func<ImmutableArray<Node>, SubTaskTest> test)
    {
        var best = test(candidates);
        if (!best.Passes)
        {
            return [];
        }

        foreach (var node in candidates)
        {
            if (best.Nodes.Length > 1 && test(best.Nodes.Remove(node)) is { Passes: true } smaller)
            {
                best = smaller;
            }
        }

        return [best];
    }

    private IEnumerable<Node> Candidates(TaskDefinition task, int digit)
    {
        var window = task.Window(_layout, digit);
        var near = nodes.Where(effect => window.Contains(effect.Node.Position) && task.Impacts(_layout, digit).Any(token => effect.Impact[token] > 0))
            .Select(effect => effect.Node);
        return task.IsCascade
            ? near.Where(node => node.Head is null && node.Layer == engine.Config.Layers - 1)
            : near.Where(node => node.Head is not null && Keys(task, digit).Any(key => Attends(task, node, key)));
    }

    // Together the heads must look at everything that the sub-task reads; one head of a pair may look at D_k and the other at D'_k.
    private bool Covers(TaskDefinition task, int digit, ImmutableArray<Node> set) =>
        task.IsCascade || Keys(task, digit).All(key => set.Any(node => Attends(task, node, key)));

    private bool Attends(TaskDefinition task, Node node, int key) => attention.Attends(node, key, task.Kinds.AsSpan());

    // The authors' SS looks at the pair whose carry passes through the sum of 9.
    private int[] Keys(TaskDefinition task, int digit) =>
        task.Keys(_layout, task.Task == SubTask.SS && source == PairSource.Published ? digit - 1 : digit);
}
