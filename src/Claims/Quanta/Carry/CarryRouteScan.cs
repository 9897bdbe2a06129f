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
    /// <summary>Digits into which a carry or borrow can come.</summary>
    public static IEnumerable<int> Digits(QuestionLayout layout, QuestionKind kind)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return CarryPairs.Digits(layout, kind);
    }

    /// <summary>One digit; without any counts where the model answers no pair of questions right.</summary>
    /// <exception cref="ArgumentException">The digit gets no carry, or the model is no arithmetic model.</exception>
    public static CarryRoute Of(IEngine engine, QuestionKind kind, int digit, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        if (CarryPairs.AnsweredRight(engine, kind, digit, seed) is not { } pairs)
        {
            return new CarryRoute(kind, digit, default, ByHead: [], default, default, default);
        }

        var last = engine.Config.Layers - 1;
        var (heads, front) = (new HookPoint(HookKind.Z, last), new HookPoint(HookKind.ResidualPre, last));
        var clean = engine.Forward(pairs.Clean, new ForwardRequest { Record = [heads], LogitPositions = [] });
        var donors = engine.Forward(pairs.Donors, new ForwardRequest { Record = [heads, front], LogitPositions = [] });
        Intervention Take(HookPoint at, HookValue from, params ImmutableArray<int> which) => Intervention.Replace(at, from, [pairs.Position], which);

        ImmutableArray<ImmutableArray<Intervention>> runs =
        [
            [Take(heads, donors[heads])],
            [Take(front, donors[front]), Take(heads, clean[heads])],
            .. Enumerable.Range(0, engine.Config.Heads).Select(head => ImmutableArray.Create(Take(heads, donors[heads], head))),
        ];
        var answers = new int[runs.Length][];
        using var prepared = engine.Prepare(pairs.Clean, [pairs.Position]);
        prepared.Forward(runs, (run, logits) => Answers.Read(logits.Values, answers[run] = new int[pairs.Clean.Count]));
        var (byHeads, pastHeads) = (answers[0], answers[1]);
        return new CarryRoute(
            kind,
            digit,
            pairs.Flipped(byHeads),
            [.. answers.Skip(2).Select(byHead => pairs.Flipped(byHead))],
            pairs.Flipped(pastHeads),
            pairs.Disturbed(byHeads),
            pairs.Disturbed(pastHeads));
    }
}
