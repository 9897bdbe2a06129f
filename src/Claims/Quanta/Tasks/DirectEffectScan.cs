using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Engines.Edges;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>
/// Gives the logits, and nothing else, what heads put out for a donor: of the ways from a head to the answer the one without any component between (path
/// patching). On the pairs of questions with which the sub-task is tested.
/// </summary>
public static class DirectEffectScan
{
    /// <summary>Heads of a sub-task, where the digit that it changes is predicted; without any counts where the model answers no pair right.</summary>
    /// <exception cref="ArgumentException">A node is an MLP or stands elsewhere, or the digit does not have the sub-task.</exception>
    public static DirectEffect Of(IEngine engine, SubTask task, int digit, ImmutableArray<Node> heads, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var layout = QuestionLayout.Of(engine.Config);
        var definition = TaskDefinition.Of(task);
        var target = definition.Target(layout, digit);
        var position = layout.PredictedAt(target);
        if (!definition.Digits(layout).Contains(digit) || heads.Any(node => node.Head is null || node.Position != position))
        {
            throw new ArgumentException($"{task} of digit {digit} at {string.Join(" + ", heads)} is no sub-task of heads at the position that predicts its digit.");
        }

        var pairs = QuestionPairs.Of(definition, layout, digit, PairSource.Sampled, seed)!;
        var last = Sender.Mlp(engine.Config.Layers - 1);
        var donors = engine.Forward(pairs.Donors, new ForwardRequest
        {
            Record = [.. heads.Select(node => node.At).Distinct(), last.Output],
            LogitPositions = layout.LossPositions,
        });
        EdgeIntervention ToLogits(Sender from) => new(from, Receiver.Logits, donors[from.Output], [position]);
        HookValue Run(params ImmutableArray<EdgeIntervention> edges) =>
            engine.Forward(pairs.Clean, new ForwardRequest { Edges = edges, LogitPositions = layout.LossPositions }).Logits;
        uint[] Wrong(TokenBatch truth, HookValue logits) => Answers.Wrong(layout, truth, logits);
        var (clean, donor) = (Wrong(pairs.Clean, Run()), Wrong(pairs.Donors, donors.Logits));
        int[] rows = [.. Enumerable.Range(0, pairs.Others).Where(row => clean[row] == 0 && donor[row] == 0)];
        Proportion Share(uint[] wrong, bool holds) => new(rows.Count(row => Holds(wrong[row], target) == holds), rows.Length);

        var byHeads = Run([.. heads.Select(node => ToLogits(Sender.Head(node.Layer, node.Head!.Value)))]);
        return new DirectEffect(
            digit,
            heads,
            Share(Wrong(pairs.Clean, byHeads), holds: true),
            Share(Wrong(pairs.Expected, byHeads), holds: false),
            Share(Wrong(pairs.Clean, Run(ToLogits(last))), holds: true));
    }

    private static bool Holds(uint mask, int bit) => ((mask >> bit) & 1) != 0;
}
