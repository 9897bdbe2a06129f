using System.Collections.Immutable;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Tests.Claims;

/// <summary>An engine of another device, which holds a model and may not be asked to run it.</summary>
internal sealed class ElsewhereEngine(IEngine model) : IEngine
{
    public TransformerConfig Config => model.Config;

    public string Device => "cuda";

    public Parameters GetParameters() => model.GetParameters();

    public ForwardResult Forward(TokenBatch tokens, ForwardRequest request) => throw new NotSupportedException();

    public IPreparedRun Prepare(TokenBatch tokens, ImmutableArray<int> logitPositions, params ImmutableArray<HookPoint> record) => throw new NotSupportedException();

    public void SetParameters(Parameters parameters) => throw new NotSupportedException();

    public void SetOptimiserState(OptimiserState state) => throw new NotSupportedException();

    public OptimiserState GetOptimiserState() => throw new NotSupportedException();

    public StepResult ComputeGradients(TokenBatch tokens, ReadOnlySpan<int> lossPositions, Parameters gradients) => throw new NotSupportedException();

    public StepResult TrainStep(TokenBatch tokens, ReadOnlySpan<int> lossPositions, in AdamWStep update) => throw new NotSupportedException();

    public void Dispose()
    {
        // The model is another's.
    }
}
