using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Models.Engines;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>
/// Looks for every sub-task among the useful nodes of a model: first single nodes, then, at positions where none passed, pairs of heads
/// of one layer patched together, then larger sets. A set needs one useful node; its other heads need only look at what the sub-task reads,
/// as the lesser of two heads that share a sub-task may be no loss when ablated alone.
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
        using var trial = new TaskTrial(engine, subTask, digit, source, seed);
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

    private SubTaskTest[] AtPosition(
        TaskDefinition task, int digit, ImmutableArray<Node> useful, Func<ImmutableArray<Node>, SubTaskTest> test)
    {
        var singles = useful.Where(node => Covers(task, digit, [node])).Select(node => test([node])).Where(result => result.Passes).ToArray();
        if (singles.Length > 0)
        {
            return singles;
        }

        if (task.IsCascade)
        {
            return [];
        }

        ImmutableArray<Node> candidates =
            [.. Node.All(engine.Config, [useful[0].Position]).Where(node => node.Head is not null && Looks(task, digit, node))];
        var pairs =
            from first in candidates
            from second in candidates
            where first < second && first.Layer == second.Layer && (useful.Contains(first) || useful.Contains(second)) && Covers(task, digit, [first, second])
            let result = test([first, second])
            where result.Passes
            select result;
        if (pairs.ToArray() is { Length: > 0 } passed)
        {
            return passed;
        }

        // First without the heads that are not useful: among them some bring other things along.
        return new[] { useful, candidates }.Where(set => IsLarger(set) && Covers(task, digit, set)).Select(set => Smallest(set, useful, test))
            .FirstOrDefault(result => result is not null) is { } larger ? [larger] : [];
    }

    // Single heads and two heads of one layer have had their turn.
    private static bool IsLarger(ImmutableArray<Node> set) => set.Length > (set.DistinctBy(node => node.Layer).Count() > 1 ? 1 : 2);

    // If all heads of a set together pass, they are left out one by one while the rest still passes.
    private static SubTaskTest? Smallest(ImmutableArray<Node> set, ImmutableArray<Node> useful, Func<ImmutableArray<Node>, SubTaskTest> test)
    {
        var best = test(set);
        if (!best.Passes)
        {
            return null;
        }

        foreach (var node in set)
        {
            var rest = best.Nodes.Remove(node);
            if (rest.Any(useful.Contains) && test(rest) is { Passes: true } smaller)
            {
                best = smaller;
            }
        }

        return best;
    }

    private IEnumerable<Node> Candidates(TaskDefinition task, int digit)
    {
        var window = task.Window(_layout, digit);
        var near = nodes.Where(effect => window.Contains(effect.Node.Position) && task.Impacts(_layout, digit, source).Any(token => effect.Impact[token] > 0))
            .Select(effect => effect.Node);
        return task.IsCascade
            ? near.Where(node => node.Head is null && node.Layer == engine.Config.Layers - 1)
            : near.Where(node => node.Head is not null && Looks(task, digit, node));
    }

    private bool Looks(TaskDefinition task, int digit, Node node) => Keys(task, digit).Any(key => Attends(task, digit, node, key));

    // Together the heads must look at everything that the sub-task reads; one head of a pair may look at D_k and the other at D'_k.
    private bool Covers(TaskDefinition task, int digit, ImmutableArray<Node> set) =>
        task.IsCascade || Keys(task, digit).All(key => set.Any(node => Attends(task, digit, node, key)));

    private bool Attends(TaskDefinition task, int digit, Node node, int key) =>
        attention.Attends(node, key, task.KindsLookedAt(_layout, digit, source).AsSpan());

    // The authors' SS looks at the pair whose carry passes through the sum of 9.
    private int[] Keys(TaskDefinition task, int digit) =>
        task.Keys(_layout, task.Task == SubTask.SS && source == PairSource.Published ? digit - 1 : digit);
}
