using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Tests.Claims;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Tests.Arithmetic;

/// <summary>
/// An engine that works out the true answer of every question and then changes it as told; so accuracy can be tested without a
/// model. It looks at the question's tokens only, never at the answer's.
/// </summary>
internal class AnsweringEngine(QuestionLayout layout, AnsweringEngine.Change? change = null, float logit = 1) : IEngine
{
    /// <summary>Changes the n + 2 answer tokens of a question.</summary>
    public delegate void Change(Question question, Span<int> answer);

    public TransformerConfig Config { get; } = new()
    {
        Layers = 2,
        Heads = 3,
        DModel = 8,
        DHead = 4,
        DMlp = 8,
        Context = layout.Length,
        Vocabulary = Vocabulary.Size,
    };

    public string Device => "cpu";

    public virtual ForwardResult Forward(TokenBatch tokens, ForwardRequest request)
    {
        var positions = request.LogitPositions!.Value;
        var logits = new float[tokens.Count * positions.Length * Vocabulary.Size];
        var row = new int[layout.Length];
        for (var sequence = 0; sequence < tokens.Count; sequence++)
        {
            tokens[sequence][..layout.QuestionLength].CopyTo(row);
            var question = Question.Read(layout, row);
            Answer(question, tokens[sequence], row);
            change?.Invoke(question, row.AsSpan(layout.Sign));
            for (var i = 0; i < positions.Length; i++)
            {
                logits[(((sequence * positions.Length) + i) * Vocabulary.Size) + row[positions[i] + 1]] = logit;
            }
        }

        return new ForwardResult(
            new HookValue([tokens.Count, positions.Length, Vocabulary.Size], logits), new Dictionary<HookPoint, HookValue>());
    }

    public IPreparedRun Prepare(TokenBatch tokens, ImmutableArray<int> logitPositions, params ImmutableArray<HookPoint> record)
    {
        var own = tokens.Clone();
        var request = new ForwardRequest { LogitPositions = logitPositions };
        return new MadeUpRun(
            Forward(own, request), interventions => Forward(own, request with { Interventions = interventions }).Logits);
    }

    public void Dispose() => GC.SuppressFinalize(this);

    public void SetParameters(Parameters parameters) => throw new NotSupportedException();

    public Parameters GetParameters() => throw new NotSupportedException();

    public void SetOptimiserState(OptimiserState state) => throw new NotSupportedException();

    public OptimiserState GetOptimiserState() => throw new NotSupportedException();

    public StepResult ComputeGradients(TokenBatch tokens, ReadOnlySpan<int> lossPositions, Parameters gradients) =>
        throw new NotSupportedException();

    public StepResult TrainStep(TokenBatch tokens, ReadOnlySpan<int> lossPositions, in AdamWStep update) =>
        throw new NotSupportedException();

    /// <summary>Writes the question with the answer that is given, before changes, into a row.</summary>
    protected virtual void Answer(Question question, ReadOnlySpan<int> given, Span<int> row) => question.Write(row);
}
