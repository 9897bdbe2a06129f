using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Models.Engines;

namespace Repro.Claims.Quanta.Carry;

/// <summary>
/// Patches nodes from donors that differ in the pair alone that decides a carry, next to the digit or further below (the authors' re-tests of arXiv
/// 2402.02619: with the sum fixed at 9 and the carry from below toggled, make-carry heads transmit 0.00).
/// </summary>
public static class MadeCarryScan
{
    /// <summary>Nodes that are to make the carry into one digit; without any counts where the model answers no pair of questions right.</summary>
    /// <exception cref="ArgumentException">The digit gets no carry, or the model is no arithmetic model.</exception>
    public static MadeCarry Of(IEngine engine, ImmutableArray<Node> nodes, int digit, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        using var run = CarryRun.Of(engine, QuestionKind.Add, digit, seed, [.. nodes.Select(node => node.At).Distinct()], [.. nodes.Select(node => node.Position).Distinct().Order()]);
        if (run is null)
        {
            return new MadeCarry(digit, default, default);
        }

        var pairs = run.Pairs;
        var answers = new int[pairs.Clean.Count];
        run.Change([[.. nodes.Select(node => node.Replace(run.Donors(node.At)))]], (_, logits) => Answers.Read(logits.Values, answers));
        var below = Enumerable.Range(0, pairs.Others).Where(row => pairs.Depths[row] > 1).ToArray();
        return new MadeCarry(
            digit,
            pairs.Flipped(answers, row => pairs.Depths[row] == 1),
            new(below.Count(row => answers[row] != pairs.Clean[row][pairs.Layout.Answer(digit)]), below.Length));
    }
}
