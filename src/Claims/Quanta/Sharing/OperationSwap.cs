using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>
/// Gives subtractions what layer 1 puts out for the addition of the same operands (blocks.1.hook_resid_post), to see whether the layers
/// behind it serve both operations (the authors' re-tests of arXiv 2402.02619: 96 % show the sum). Each question is run with its own true
/// answer, so the sum's digits are predicted behind those of the difference.
/// </summary>
public sealed class OperationSwap
{
    /// <summary>The layer whose output is swapped.</summary>
    public const int Layer = 1;

    private static readonly HookPoint At = new(HookKind.ResidualPost, Layer);
    private readonly IEngine _engine;
    private readonly QuestionKind _kind;
    private readonly OperationPairs? _pairs;
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
        RequireALayerBehind(engine.Config);
        (_engine, _kind, _pairs) = (engine, kind, OperationPairs.AnsweredRight(engine, kind, seed));
        if (_pairs is not null)
        {
            (_addition, _other) = (Record(_pairs.Sums), Record(_pairs.Others));
        }
    }

    /// <summary>Subtractions of which the model answers the question, the addition and the null right.</summary>
    public int Pairs => _pairs?.Clean.Count ?? 0;

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

    /// <summary>Refuses models that end with the layer whose output is swapped.</summary>
    internal static void RequireALayerBehind(TransformerConfig config)
    {
        if (config.Layers < Layer + 2)
        {
            throw new ArgumentException(
                $"The model has {config.Layers} layers; behind layer {Layer} there must be one more, {Layer + 2} in all, or the swapped values are the answer.");
        }
    }

    private (Proportion Answers, Proportion Digits, Proportion Kept) Count(SwapReach reach, HookValue? donor) =>
        _pairs is null || donor is null ? default : _pairs.Count(Answer(_pairs, reach, donor));

    // The answer tokens of each question, [question, answer place].
    private int[] Answer(OperationPairs pairs, SwapReach reach, HookValue donor)
    {
        var layout = pairs.Layout;
        var places = layout.LossPositions;
        ImmutableArray<ImmutableArray<int>> reaches = reach switch
        {
            SwapReach.FromOperator => [[.. Enumerable.Range(layout.Operator, layout.Length - layout.Operator)]],
            SwapReach.Answer => [places],
            SwapReach.Prediction => [.. places.Select(position => ImmutableArray.Create(position))],
            _ => throw new ArgumentOutOfRangeException(nameof(reach), reach, message: null),
        };
        var answers = new int[Pairs * places.Length];
        var read = new int[answers.Length];
        using var prepared = _engine.Prepare(pairs.Clean, places);
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

    private HookValue Record(TokenBatch donors) => _engine.Forward(donors, new ForwardRequest { Record = [At], LogitPositions = [] })[At];
}
