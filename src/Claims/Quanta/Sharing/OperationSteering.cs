using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>
/// Tries to make subtractions into additions by little: by one direction, or by one head (the authors' re-tests of arXiv 2402.02619: 0 % of
/// the digits either way, so the choice of operation is distributed). All of it at the positions that predict an answer token.
/// </summary>
public static class OperationSteering
{
    /// <summary>Runs every trial; without any counts where the model answers no pair of questions right.</summary>
    /// <exception cref="ArgumentException">The model has no layer behind layer 1, or the kind is addition.</exception>
    public static SteeringOutcome Of(IEngine engine, QuestionKind kind, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        OperationSwap.RequireALayerBehind(engine.Config);
        if (OperationPairs.AnsweredRight(engine, kind, seed) is not { } pairs)
        {
            return new SteeringOutcome(kind, default, ByHead: [], default);
        }

        var residual = new HookPoint(HookKind.ResidualPost, OperationSwap.Layer);
        var heads = Enumerable.Range(0, OperationSwap.Layer + 1).Select(layer => new HookPoint(HookKind.Z, layer)).ToArray();
        var (places, fromOperator) = (pairs.Layout.LossPositions, Enumerable.Range(pairs.Layout.Operator, pairs.Layout.Length - pairs.Layout.Operator));
        var clean = engine.Forward(pairs.Clean, new ForwardRequest { Record = [residual], LogitPositions = [] });
        var sums = engine.Forward(pairs.Sums, new ForwardRequest { Record = [residual, .. heads], LogitPositions = [] });
        ImmutableArray<ImmutableArray<Intervention>> runs =
        [
            [Intervention.Add(residual, MeanDifference(clean[residual], sums[residual]), places)],
            [Intervention.Replace(residual, sums[residual], [.. fromOperator])],
            .. from at in heads
               from head in Enumerable.Range(0, engine.Config.Heads)
               select ImmutableArray.Create(Intervention.Replace(at, sums[at], places, [head])),
        ];
        var outcomes = runs.Select(_ => pairs.Count(new int[pairs.Clean.Count * places.Length])).ToArray();
        var read = new int[pairs.Clean.Count * places.Length];
        using var prepared = engine.Prepare(pairs.Clean, places);
        prepared.Forward(runs, (run, logits) =>
        {
            Answers.Read(logits.Values, read);
            outcomes[run] = pairs.Count(read);
        });
        return new SteeringOutcome(kind, outcomes[0].Digits, [.. outcomes.Skip(2).Select(outcome => outcome.Digits)], outcomes[1].Digits);
    }

    // At each position the mean over the additions less that over the subtractions, the same for every question.
    private static HookValue MeanDifference(HookValue from, HookValue to)
    {
        var (count, each) = (from.Shape[0], from.Values.Length / from.Shape[0]);
        var mean = new double[each];
        for (var i = 0; i < from.Values.Length; i++)
        {
            mean[i % each] += ((double)to.Values[i] - from.Values[i]) / count;
        }

        return new HookValue(from.Shape, [.. Enumerable.Range(0, from.Values.Length).Select(i => (float)mean[i % each])]);
    }
}
