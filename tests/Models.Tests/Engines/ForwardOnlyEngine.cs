using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Models.Tests.Engines;

/// <summary>An engine that leaves out what the interface does for it.</summary>
internal sealed class ForwardOnlyEngine(IEngine inner) : IEngine
{
    public TransformerConfig Config => inner.Config;

    public string Device => inner.Device;

    public void SetParameters(Parameters parameters) => inner.SetParameters(parameters);

    public Parameters GetParameters() => inner.GetParameters();

    public void SetOptimiserState(OptimiserState state) => inner.SetOptimiserState(state);

    public OptimiserState GetOptimiserState() => inner.GetOptimiserState();

    public ForwardResult Forward(TokenBatch tokens, ForwardRequest request) => inner.Forward(tokens, request);

    public StepResult ComputeGradients(TokenBatch tokens, ReadOnlySpan<int> lossPositions, Parameters gradients) =>
        inner.ComputeGradients(tokens, lossPositions, gradients);

    public StepResult TrainStep(TokenBatch tokens, ReadOnlySpan<int> lossPositions, in AdamWStep update) => inner.TrainStep(tokens, lossPositions, update);

    public void Dispose() => inner.Dispose();
}
