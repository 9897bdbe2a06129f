using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;
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
            return new SteeringOutcome(kind, default, ByHead: [], ByHeadOfOthers: [], NullByHead: [], default);
        }

        var residual = new HookPoint(HookKind.ResidualPost, OperationSwap.Layer);
        var heads = Enumerable.Range(0, OperationSwap.Layer + 1).Select(layer => new HookPoint(HookKind.Z, layer)).ToArray();
        var (places, fromOperator) = (pairs.Layout.LossPositions, Enumerable.Range(pairs.Layout.Operator, pairs.Layout.Length - pairs.Layout.Operator));
        var clean = engine.Forward(pairs.Clean, new ForwardRequest { Record = [residual], LogitPositions = [] });
        var sums = engine.Forward(pairs.Sums, new ForwardRequest { Record = [residual, .. heads], LogitPositions = [] });
        ForwardResult[] donors =
        [
            sums, .. new[] { pairs.OtherSums, pairs.Others }.Select(batch => engine.Forward(batch, new ForwardRequest { Record = [.. heads], LogitPositions = [] })),
        ];

        ImmutableArray<ImmutableArray<Intervention>> runs =
        [
            [Intervention.Add(residual, MeanDifference(clean[residual], sums[residual]), places)],
            [Intervention.Replace(residual, sums[residual], [.. fromOperator])],
            .. from donor in donors
               from at in heads
               from head in Enumerable.Range(0, engine.Config.Heads)
               select ImmutableArray.Create(Intervention.Replace(at, donor[at], places, [head])),
        ];
        var digits = new Proportion[runs.Length];
        var read = new int[pairs.Clean.Count * places.Length];
        using var prepared = engine.Prepare(pairs.Clean, places);
        prepared.Forward(runs, (run, logits) =>
        {
            Answers.Read(logits.Values, read);
            digits[run] = pairs.Count(read).Digits;
        });
        var byDonor = digits.Skip(2).Chunk(heads.Length * engine.Config.Heads).Select(each => each.ToImmutableArray()).ToArray();
        return new SteeringOutcome(kind, digits[0], byDonor[0], byDonor[1], byDonor[2], digits[1]);
    }

    /// <summary>At each position the mean over one batch less that over another, of batch size 1, so that it moves every question alike.</summary>
    internal static HookValue MeanDifference(HookValue from, HookValue to)
    {
        var (start, end) = (from.MeanOverBatch(), to.MeanOverBatch());
        return new HookValue(start.Shape, [.. end.Values.Zip(start.Values, (one, other) => one - other)], start.Positions);
    }
}
