using System.Collections.Immutable;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Models.Tests.Training;

/// <summary>
/// An engine without a transformer: each parameter is drawn to a target that the batch names, by AdamW. Enough to show whether
/// the trainer hands on batches, rates and state in the right order, because every one of them changes the bits.
/// </summary>
internal sealed class QuadraticEngine(TransformerConfig config) : IEngine
{
    private Parameters _parameters = new(new ParameterLayout(config));
    private OptimiserState _state = OptimiserState.Zero(new ParameterLayout(config));

    public TransformerConfig Config => config;

    public string Device { get; init; } = "test";

    /// <summary>The steps whose loss is NaN.</summary>
    public Predicate<long> LossIsNaN { get; init; } = _ => false;

    /// <summary>The steps whose update makes a parameter NaN though the loss is finite.</summary>
    public Predicate<long> UpdateIsNaN { get; init; } = _ => false;

    /// <summary>Learning rates and numbers of the updates, if wanted.</summary>
    public List<AdamWStep>? Updates { get; init; }

    public void SetParameters(Parameters parameters) => _parameters = parameters.Clone();

    public Parameters GetParameters() => _parameters.Clone();

    public void SetOptimiserState(OptimiserState state) => _state = new OptimiserState(state.Mean.Clone(), state.MeanSquare.Clone());

    public OptimiserState GetOptimiserState() => new(_state.Mean.Clone(), _state.MeanSquare.Clone());

    public ForwardResult Forward(TokenBatch tokens, ForwardRequest request) => throw new NotSupportedException();

    public IPreparedRun Prepare(TokenBatch tokens, ImmutableArray<int> logitPositions, params ImmutableArray<HookPoint> record) => throw new NotSupportedException();

    public StepResult ComputeGradients(TokenBatch tokens, ReadOnlySpan<int> lossPositions, Parameters gradients) => throw new NotSupportedException();

    public StepResult TrainStep(TokenBatch tokens, ReadOnlySpan<int> lossPositions, in AdamWStep update)
    {
        Updates?.Add(update);
        var values = _parameters.Values;
        var mean = _state.Mean.Values;
        var square = _state.MeanSquare.Values;
        var loss = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var gradient = values[i] - ((tokens.Tokens[i % tokens.Tokens.Length] - 7) / 8f);
            loss += 0.5 * gradient * gradient;
            mean[i] = (float)((update.Beta1 * mean[i]) + ((1 - update.Beta1) * gradient));
            square[i] = (float)((update.Beta2 * square[i]) + ((1 - update.Beta2) * gradient * gradient));
            var step = mean[i] / (1 - Math.Pow(update.Beta1, update.Number));
            var root = Math.Sqrt(square[i] / (1 - Math.Pow(update.Beta2, update.Number)));
            values[i] -= (float)(update.LearningRate * ((update.WeightDecay * values[i]) + (step / (root + update.Epsilon))));
        }

        if (UpdateIsNaN(update.Number - 1))
        {
            values[5] = float.NaN;
        }

        return new StepResult(LossIsNaN(update.Number - 1) ? double.NaN : loss / values.Length, lossPositions.Length);
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
