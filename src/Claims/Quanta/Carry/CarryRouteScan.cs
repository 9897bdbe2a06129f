using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Carry;

/// <summary>
/// Gives a question, where A_k is predicted, what the last layer's heads put out for a donor that differs in the deciding carry alone, or else
/// what comes past them (the authors' re-tests of arXiv 2402.02619: last-layer heads deliver the borrow, the residual stream the carry of sums).
/// </summary>
public static class CarryRouteScan
{
    /// <summary>One digit; without any counts where the model answers no pair of questions right.</summary>
    /// <exception cref="ArgumentException">The digit gets no carry, or the model is no arithmetic model.</exception>
    public static CarryRoute Of(IEngine engine, QuestionKind kind, int digit, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        using var run = CarryRun.Of(engine, kind, digit, seed, Points(engine.Config));
        return Of(run, kind, digit);
    }

    /// <summary>What a run must record.</summary>
    internal static ImmutableArray<HookPoint> Points(TransformerConfig config) => [Heads(config), Front(config)];

    /// <summary>The digit of a run, which is null where the model answers no pair right.</summary>
    internal static CarryRoute Of(CarryRun? run, QuestionKind kind, int digit)
    {
        if (run is null)
        {
            return new CarryRoute(kind, digit, default, default, ByHead: [], default, default, default);
        }

        var (config, pairs) = (run.Engine.Config, run.Pairs);
        var (heads, front) = (Heads(config), Front(config));
        var (clean, donors) = (run.Clean(heads), run.Donors(heads));
        Intervention Take(HookPoint at, HookValue from, params ImmutableArray<int> which) => Intervention.Replace(at, from, [pairs.Position], which);

        ImmutableArray<ImmutableArray<Intervention>> runs =
        [
            [Take(heads, donors)],
            [Take(front, run.Donors(front)), Take(heads, clean)],
            .. Enumerable.Range(0, config.Heads).Select(head => ImmutableArray.Create(Take(heads, donors, head))),
        ];
        var answers = new int[runs.Length][];
        run.Change(runs, (way, logits) => Answers.Read(logits.Values, answers[way] = new int[pairs.Clean.Count]));
        var (byHeads, pastHeads) = (answers[0], answers[1]);
        return new CarryRoute(
            kind,
            digit,
            pairs.Flipped(byHeads),
            pairs.Flipped(byHeads, row => pairs.Depths[row] == 1),
            [.. answers.Skip(2).Select(byHead => pairs.Flipped(byHead))],
            pairs.Flipped(pastHeads),
            pairs.Disturbed(byHeads),
            pairs.Disturbed(pastHeads));
    }

    private static HookPoint Heads(TransformerConfig config) => new(HookKind.Z, config.Layers - 1);

    private static HookPoint Front(TransformerConfig config) => new(HookKind.ResidualPre, config.Layers - 1);
}
