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
    /// <exception cref="ArgumentException">A node is an MLP, or the digit does not have the sub-task.</exception>
    public static DirectEffect Of(IEngine engine, SubTask task, int digit, ImmutableArray<Node> heads, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var layout = QuestionLayout.Of(engine.Config);
        var definition = TaskDefinition.Of(task);
        if (!definition.Digits(layout).Contains(digit) || heads.Any(node => node.Head is null))
        {
            throw new ArgumentException($"{task} of digit {digit} at {string.Join(" + ", heads)} is no sub-task of heads.");
        }

        var target = definition.Target(layout, digit);
        var position = layout.PredictedAt(target);
        var pairs = QuestionPairs.Of(definition, layout, digit, PairSource.Sampled, seed)!;
        var donors = engine.Forward(pairs.Donors, new ForwardRequest
        {
            Record = [.. heads.Select(node => node.At).Distinct()],
            LogitPositions = layout.LossPositions,
        });
        var request = new ForwardRequest { LogitPositions = layout.LossPositions };
        var clean = engine.Forward(pairs.Clean, request);
        var direct = engine.Forward(pairs.Clean, request with
        {
            Edges = [.. heads.Select(node => new EdgeIntervention(Sender.Head(node.Layer, node.Head!.Value), Receiver.Logits, donors[node.At], [position]))],
        });

        var (wrongClean, wrongDonors, changed) = (new uint[pairs.Clean.Count], new uint[pairs.Clean.Count], new uint[pairs.Clean.Count]);
        Answers.Wrong(layout, pairs.Clean, clean.Logits, wrongClean);
        Answers.Wrong(layout, pairs.Donors, donors.Logits, wrongDonors);
        Answers.Wrong(layout, pairs.Clean, direct.Logits, changed);
        var asDonor = new uint[pairs.Clean.Count];
        Answers.Wrong(layout, pairs.Expected, direct.Logits, asDonor);
        int[] rows = [.. Enumerable.Range(0, pairs.Others).Where(row => wrongClean[row] == 0 && wrongDonors[row] == 0)];
        return new DirectEffect(
            digit,
            heads,
            new Proportion(rows.Count(row => Holds(changed[row], target)), rows.Length),
            new Proportion(rows.Count(row => !Holds(asDonor[row], target)), rows.Length));
    }

    private static bool Holds(uint mask, int bit) => ((mask >> bit) & 1) != 0;
}
