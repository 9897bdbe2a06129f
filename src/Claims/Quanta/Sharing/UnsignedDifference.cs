using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>
/// Asks whether heads give a subtraction the difference of a digit pair modulo 10 or without its sign: |D_k − D'_k| is the base value where
/// the pair compares as the whole operands do, and its ten's complement where it does not. The authors' pairs for MD and ND (arXiv
/// 2402.02619, released code) all compare as the operands do, so that they cannot tell the two apart.
/// </summary>
public static class UnsignedDifference
{
    private const int Groups = 3;
    private const uint Stream = 1 << 18;

    /// <summary>Patches heads at one digit.</summary>
    /// <param name="engine">The model; must keep its parameters.</param>
    /// <param name="heads">The heads, patched together.</param>
    /// <param name="kind">Subtraction with positive or negative answers.</param>
    /// <param name="digit">The digit k, below the highest, whose pair always compares as the operands do.</param>
    /// <param name="seed">Seed of the questions.</param>
    /// <exception cref="ArgumentException">The kind is addition, or the digit has no pair that compares either way.</exception>
    public static DifferenceOutcome Of(IEngine engine, ImmutableArray<Node> heads, QuestionKind kind, int digit, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var layout = QuestionLayout.Of(engine.Config);
        if (kind == QuestionKind.Add || digit < 0 || digit >= layout.Digits - 1)
        {
            throw new ArgumentException($"{kind} of digit {digit} has no pairs that compare either way; subtractions have, for digits 0 to {layout.Digits - 2}.");
        }

        var (donors, clean) = Draw(layout, kind, digit, seed);
        using var run = new Interchange(engine, clean, donors, new ForwardRequest
        {
            Record = [.. heads.Select(head => head.At).Distinct()],
            RecordPositions = [.. heads.Select(head => head.Position).Distinct().Order()],
            LogitPositions = layout.LossPositions,
        });
        var (cleanWrong, donorWrong) = (Answers.Wrong(layout, clean, run.CleanLogits), Answers.Wrong(layout, donors, run.DonorLogits));
        var answers = new int[clean.Count * layout.AnswerLength];
        Answers.Read(run.Patch(heads).Values, answers);

        var (asked, shown) = (new int[Groups], new int[Groups]);
        var modulo = 0;
        for (var row = 0; row < clean.Count; row++)
        {
            if (cleanWrong[row] != 0 || donorWrong[row] != 0)
            {
                continue;
            }

            var question = new OperandPairs(layout, clean[row]);
            var value = new OperandPairs(layout, donors[row]).Base(kind, digit);
            var borrows = question.Carries(kind, digit - 1);
            var answer = answers[(row * layout.AnswerLength) + layout.Digits + 1 - digit];
            var group = (Group)(row % Groups);
            asked[(int)group]++;
            shown[(int)group] += Count(group switch
            {
                Group.Alike => answer == OperandPairs.Digit(kind, value, borrows),
                Group.Opposite => answer == OperandPairs.Digit(kind, 10 - value, borrows),
                _ => answer != question.Answer(digit),
            });
            modulo += Count(group == Group.Opposite && answer == OperandPairs.Digit(kind, value, borrows));
        }

        Proportion Share(Group group, int hits) => new(hits, asked[(int)group]);
        return new DifferenceOutcome(
            kind,
            digit,
            Share(Group.Alike, shown[(int)Group.Alike]),
            Share(Group.Opposite, shown[(int)Group.Opposite]),
            Share(Group.Opposite, modulo),
            Share(Group.Same, shown[(int)Group.Same]));
    }

    private static (TokenBatch Donors, TokenBatch Clean) Draw(QuestionLayout layout, QuestionKind kind, int digit, ulong seed)
    {
        var count = Groups * TaskThresholds.Pairs;
        var (donors, clean) = (new TokenBatch(count, layout.Length), new TokenBatch(count, layout.Length));
        for (var row = 0; row < count; row++)
        {
            var random = new RandomSequence(seed, StreamPurpose.Analysis, major: Stream + (((uint)kind * 32) + (uint)digit), minor: (uint)row);
            var donor = new OperandPairs(layout, donors[row]);
            var question = new OperandPairs(layout, clean[row]);
            do
            {
                donor.Draw(kind, from: 0, ref random);
                question.Draw(kind, from: 0, ref random);
            }
            while (!Fits((Group)(row % Groups), donor, question, kind, digit));

            donor.Complete(kind);
            question.Complete(kind);
        }

        return (donors, clean);
    }

    // Whatever a head gives, the digit must tell: base value, complement and the clean question's own value are three different numbers.
    private static bool Fits(Group group, OperandPairs donor, OperandPairs clean, QuestionKind kind, int digit)
    {
        var (from, to) = (donor.Base(kind, digit), clean.Base(kind, digit));
        var alike = donor.Carry(kind, digit) == clean.Carry(kind, digit);
        return from != 0 && to != 0 && donor[digit] != clean[digit] && group switch
        {
            Group.Alike => alike && from != to,
            Group.Opposite => !alike && from != 5 && from != to && 10 - from != to,
            _ => alike && from == to,
        };
    }

    private static int Count(bool happened) => happened ? 1 : 0;

    private enum Group
    {
        Alike,
        Opposite,
        Same,
    }
}
