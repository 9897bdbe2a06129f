using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta.Tasks;
using Repro.Models.Engines;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>
/// Whether heads can tell the two digits of a pair apart. One head that looks at both alike puts out the same when they change places, so nothing behind
/// it can know the sign of D_k − D'_k from it; heads that look at one digit more than at the other can.
/// </summary>
public static class OrderSense
{
    private const uint Stream = 1 << 21;

    /// <summary>
    /// How far the heads' z moves when D_k and D'_k change places, as a share of how far it moves when the pair becomes another: squared distances, summed over
    /// the heads and over questions. 0 where the order is not seen, about 1 where it counts as much as the digits.
    /// </summary>
    /// <param name="engine">The model; must keep its parameters.</param>
    /// <param name="heads">The heads.</param>
    /// <param name="kind">Kind of question.</param>
    /// <param name="digit">The digit k, below the highest, whose pair does not decide which operand is larger.</param>
    /// <param name="seed">Seed of the questions.</param>
    /// <exception cref="ArgumentException">There are no heads, or the digit is the highest.</exception>
    public static double Of(IEngine engine, ImmutableArray<Node> heads, QuestionKind kind, int digit, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var layout = QuestionLayout.Of(engine.Config);
        if (heads.IsEmpty || heads.Any(head => head.Head is null) || digit < 0 || digit >= layout.Digits - 1)
        {
            throw new ArgumentException($"{heads.Length} nodes at digit {digit}: heads are asked for, and digits 0 to {layout.Digits - 2}.");
        }

        var (asked, swapped, other) = Draw(layout, kind, digit, seed);
        var request = new ForwardRequest
        {
            Record = [.. heads.Select(head => head.At).Distinct()],
            RecordPositions = [.. heads.Select(head => head.Position).Distinct().Order()],
            LogitPositions = [],
        };
        var (from, bySwap, byOther) = (engine.Forward(asked, request), engine.Forward(swapped, request), engine.Forward(other, request));
        return heads.Sum(head => Distance(from, bySwap, head)) / heads.Sum(head => Distance(from, byOther, head));
    }

    private static double Distance(ForwardResult from, ForwardResult to, Node head)
    {
        var width = from[head.At].Shape[3];
        var distance = 0.0;
        for (var row = 0; row < from[head.At].Shape[0]; row++)
        {
            var before = from[head.At].At(row, head.Position).Slice(head.Head!.Value * width, width);
            var after = to[head.At].At(row, head.Position).Slice(head.Head!.Value * width, width);
            for (var i = 0; i < width; i++)
            {
                var difference = (double)after[i] - before[i];
                distance += difference * difference;
            }
        }

        return distance;
    }

    private static (TokenBatch Asked, TokenBatch Swapped, TokenBatch Other) Draw(QuestionLayout layout, QuestionKind kind, int digit, ulong seed)
    {
        var (asked, swapped, other) = (Batch(), Batch(), Batch());
        for (var row = 0; row < asked.Count; row++)
        {
            var random = new RandomSequence(seed, StreamPurpose.Analysis, major: Stream + (((uint)kind * 32) + (uint)digit), minor: (uint)row);
            var question = new OperandPairs(layout, asked[row]);
            do
            {
                question.Draw(kind, from: digit + 1, ref random);
            }
            while (question[digit].First == question[digit].Second);

            var (first, second) = question[digit];
            asked[row].CopyTo(swapped[row]);
            asked[row].CopyTo(other[row]);
            var turned = new OperandPairs(layout, swapped[row]) { [digit] = (second, first) };
            var changed = new OperandPairs(layout, other[row]);
            do
            {
                changed[digit] = (random.NextBelow(10), random.NextBelow(10));
            }
            while (changed[digit].First == changed[digit].Second || changed[digit] == (first, second) || changed[digit] == (second, first));

            question.Complete(kind);
            turned.Complete(kind);
            changed.Complete(kind);
        }

        return (asked, swapped, other);

        TokenBatch Batch() => new(TaskThresholds.Pairs, layout.Length);
    }
}
