using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Models.Engines;

namespace Repro.Claims.Quanta;

/// <summary>Ablates nodes, or whole positions, one at a time and counts what goes wrong (arXiv 2402.02619, "useful nodes").</summary>
public static class NodeScan
{
    /// <summary>The effect of each node, in the order given.</summary>
    public static ImmutableArray<NodeEffect> OfNodes(
        IEngine engine, AnalysisQuestions questions, Ablation ablation, IEnumerable<Node> nodes, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ablation);
        ArgumentNullException.ThrowIfNull(nodes);
        var all = nodes.ToImmutableArray();
        var effects = ImmutableArray.CreateBuilder<NodeEffect>(all.Length);
        Run(engine, questions, [.. all.Select(node => ImmutableArray.Create(ablation.Of(node)))],
            (index, wrong) => effects.Add(NodeEffect.Of(all[index], questions, wrong)), cancellation);
        return effects.MoveToImmutable();
    }

    /// <summary>Number of questions that go wrong when a position is ablated, for each position.</summary>
    public static ImmutableArray<int> OfPositions(
        IEngine engine, AnalysisQuestions questions, Ablation ablation, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(ablation);
        var fails = new int[questions.Layout.Length];
        Run(engine, questions, [.. Enumerable.Range(0, fails.Length).Select(position => ablation.OfPosition(position).ToImmutableArray())],
            (index, wrong) => fails[index] = wrong.Count(mask => mask != 0), cancellation);
        return [.. fails];
    }

    private static void Run(
        IEngine engine, AnalysisQuestions questions, ImmutableArray<ImmutableArray<Intervention>> runs, Action<int, uint[]> visit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(questions);
        using var prepared = engine.Prepare(questions.Tokens, questions.Layout.LossPositions);
        prepared.Forward(runs, (index, logits) =>
        {
            cancellation.ThrowIfCancellationRequested();
            visit(index, Answers.Wrong(questions.Layout, questions.Tokens, logits));
        });
    }
}
