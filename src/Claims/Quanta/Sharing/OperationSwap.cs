using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Randomness;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>
/// Gives subtractions what layer 1 puts out for the addition of the same operands (blocks.1.hook_resid_post), to see whether the layers
/// behind it serve both operations (the authors' re-tests of arXiv 2402.02619: 96 % show the sum). Each question is run with its own true
/// answer, so the sum's digits are predicted behind those of the difference.
/// </summary>
public sealed class OperationSwap
{
    /// <summary>Subtractions drawn; those stay whose answers, and whose donors' answers, are right.</summary>
    public const int Questions = 200;

    /// <summary>The layer whose output is swapped.</summary>
    public const int Layer = 1;

    private const uint Stream = 1 << 17;
    private static readonly HookPoint At = new(HookKind.ResidualPost, Layer);
    private readonly IEngine _engine;
    private readonly QuestionLayout _layout;
    private readonly QuestionKind _kind;
    private readonly TokenBatch? _clean;
    private readonly TokenBatch? _sums;
    private readonly HookValue? _addition;
    private readonly HookValue? _other;

    /// <summary>Draws the questions and runs the donors.</summary>
    /// <param name="engine">The model; must keep its parameters.</param>
    /// <param name="kind">The kind of the subtractions.</param>
    /// <param name="seed">Seed of the questions.</param>
    /// <exception cref="ArgumentException">The model has no layer behind layer 1, or the kind is addition.</exception>
    public OperationSwap(IEngine engine, QuestionKind kind, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        if (engine.Config.Layers < Layer + 2)
        {
            throw new ArgumentException(
                $"The model has {engine.Config.Layers} layers; behind layer {Layer} there must be one more, {Layer + 2} in all, or the swapped values are the answer.");
        }

        if (kind == QuestionKind.Add)
        {
            throw new ArgumentException($"The kind is {kind}; additions are swapped into subtractions, {QuestionKind.Sub} or {QuestionKind.Neg}.");
        }

        (_engine, _kind, _layout) = (engine, kind, QuestionLayout.Of(engine.Config));
        var (clean, sums, others) = Draw(seed);
        var wrong = new uint[3][];
        foreach (var (index, batch) in new[] { clean, sums, others }.Index())
        {
            wrong[index] = new uint[Questions];
            Answers.Wrong(_layout, batch, engine.Forward(batch, new ForwardRequest { LogitPositions = _layout.LossPositions }).Logits, wrong[index]);
        }

        var rows = Enumerable.Range(0, Questions).Where(row => Array.TrueForAll(wrong, masks => masks[row] == 0)).ToArray();
        Pairs = rows.Length;
        if (Pairs > 0)
        {
            (_clean, _sums) = (Rows(clean, rows), Rows(sums, rows));
            (_addition, _other) = (Record(_sums), Record(Rows(others, rows)));
        }
    }

    /// <summary>Subtractions that stayed.</summary>
    public int Pairs { get; }

    /// <summary>Swaps at some positions; without any counts where no question stayed.</summary>
    public SwapOutcome Of(SwapReach reach)
    {
        var (answers, digits, kept) = Count(reach, _addition);
        var (nullAnswers, nullDigits, _) = Count(reach, _other);
        return new SwapOutcome
        {
            Kind = _kind,
            Reach = reach,
            Answers = answers,
            Digits = digits,
            Kept = kept,
            NullAnswers = nullAnswers,
            NullDigits = nullDigits,
        };
    }

    private (Proportion Answers, Proportion Digits, Proportion Kept) Count(SwapReach reach, HookValue? donor)
    {
        if (_clean is null || _sums is null || donor is null)
        {
            return default;
        }

        var answers = Answer(_clean, reach, donor);
        var (whole, digits, kept, differing) = (0, 0, 0, 0);
        for (var row = 0; row < Pairs; row++)
        {
            var right = true;
            for (var k = 0; k <= _layout.Digits; k++)
            {
                var answer = answers[(row * _layout.AnswerLength) + _layout.Digits + 1 - k];
                var (difference, sum) = (_clean[row][_layout.Answer(k)], _sums[row][_layout.Answer(k)]);
                right &= answer == sum;
                if (difference != sum)
                {
                    differing++;
                    digits += answer == sum ? 1 : 0;
                    kept += answer == difference ? 1 : 0;
                }
            }

            whole += right ? 1 : 0;
        }

        return (new(whole, Pairs), new(digits, differing), new(kept, differing));
    }

    // The answer tokens of each question, [question, answer place].
    private int[] Answer(TokenBatch clean, SwapReach reach, HookValue donor)
    {
        var places = _layout.LossPositions;
        ImmutableArray<ImmutableArray<int>> reaches = reach switch
        {
            SwapReach.FromOperator => [[.. Enumerable.Range(_layout.Operator, _layout.Length - _layout.Operator)]],
            SwapReach.Answer => [places],
            SwapReach.Prediction => [.. places.Select(position => ImmutableArray.Create(position))],
            _ => throw new ArgumentOutOfRangeException(nameof(reach), reach, message: null),
        };
        var answers = new int[Pairs * places.Length];
        var read = new int[answers.Length];
        using var prepared = _engine.Prepare(clean, places);
        prepared.Forward([.. reaches.Select(positions => ImmutableArray.Create(Intervention.Replace(At, donor, positions)))], (run, logits) =>
        {
            Answers.Read(logits.Values, read);
            for (var i = 0; i < read.Length; i++)
            {
                answers[i] = reaches.Length == 1 || i % places.Length == run ? read[i] : answers[i];
            }
        });
        return answers;
    }

    private (TokenBatch Clean, TokenBatch Sums, TokenBatch Others) Draw(ulong seed)
    {
        var (clean, sums, others) = (new TokenBatch(Questions, _layout.Length), new TokenBatch(Questions, _layout.Length), new TokenBatch(Questions, _layout.Length));
        for (var row = 0; row < Questions; row++)
        {
            var random = new RandomSequence(seed, StreamPurpose.Analysis, major: Stream + (uint)_kind, minor: (uint)row);
            Complete(clean[row], _kind, ref random);
            Complete(others[row], _kind, ref random);
            clean[row].CopyTo(sums[row]);
            new OperandPairs(_layout, sums[row]).Complete(QuestionKind.Add);
        }

        return (clean, sums, others);
    }

    private void Complete(Span<int> row, QuestionKind kind, ref RandomSequence random)
    {
        var pairs = new OperandPairs(_layout, row);
        pairs.Draw(kind, from: 0, ref random);
        pairs.Complete(kind);
    }

    private HookValue Record(TokenBatch donors) => _engine.Forward(donors, new ForwardRequest { Record = [At], LogitPositions = [] })[At];

    private static TokenBatch Rows(TokenBatch all, int[] rows)
    {
        var some = new TokenBatch(rows.Length, all.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            all[rows[i]].CopyTo(some[i]);
        }

        return some;
    }
}
