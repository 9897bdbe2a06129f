using System.Collections.Immutable;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Tests.Claims;

/// <summary>A model that answers as it is, but for runs with interventions, whose logits are made up.</summary>
/// <param name="engine">The model, which this disposes.</param>
/// <param name="changed">The logits of a run with interventions, from its tokens, the wanted positions, the interventions and the logits without any.</param>
internal sealed class MadeUpEngine(IEngine engine, MadeUpEngine.Logits changed) : IEngine
{
    public delegate HookValue Logits(TokenBatch tokens, ImmutableArray<int> positions, ImmutableArray<Intervention> interventions, HookValue clean);

    public TransformerConfig Config => engine.Config;

    public string Device => engine.Device;

    public void SetParameters(Parameters parameters) => throw new NotSupportedException();

    public Parameters GetParameters() => engine.GetParameters();

    public void SetOptimiserState(OptimiserState state) => throw new NotSupportedException();

    public OptimiserState GetOptimiserState() => throw new NotSupportedException();

    public ForwardResult Forward(TokenBatch tokens, ForwardRequest request)
    {
        var clean = engine.Forward(tokens, request with { Interventions = [] });
        return request.Interventions.IsEmpty
            ? clean
            : clean with { Logits = changed(tokens, request.LogitPositions!.Value, request.Interventions, clean.Logits) };
    }

    public IPreparedRun Prepare(TokenBatch tokens, ImmutableArray<int> logitPositions, params ImmutableArray<HookPoint> record)
    {
        var clean = engine.Forward(tokens, new ForwardRequest { Record = record, RecordPositions = logitPositions, LogitPositions = logitPositions });
        return new MadeUpRun(clean, interventions => changed(tokens, logitPositions, interventions, clean.Logits));
    }

    public StepResult ComputeGradients(TokenBatch tokens, ReadOnlySpan<int> lossPositions, Parameters gradients) => throw new NotSupportedException();

    public StepResult TrainStep(TokenBatch tokens, ReadOnlySpan<int> lossPositions, in AdamWStep update) => throw new NotSupportedException();

    public void Dispose() => engine.Dispose();
}
