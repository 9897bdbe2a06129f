using System.Collections.Immutable;
using Repro.Models.Transformer;

namespace Repro.Models.Engines;

/// <summary>
/// Holds one model and runs it: forward with a request, one training step, get and set of everything that training changes.
/// Every implementation passes the same parity suite.
/// </summary>
public interface IEngine : IDisposable
{
    /// <summary>The model's shape.</summary>
    TransformerConfig Config { get; }

    /// <summary>Where it runs: cpu, torch-cpu or cuda, with the precision behind it where products are not float32, as in "cuda tf32".</summary>
    string Device { get; }

    /// <summary>Replaces the parameters by a copy of these.</summary>
    void SetParameters(Parameters parameters);

    /// <summary>A copy of the parameters.</summary>
    Parameters GetParameters();

    /// <summary>Replaces the optimiser's moments by a copy of these.</summary>
    void SetOptimiserState(OptimiserState state);

    /// <summary>A copy of the optimiser's moments.</summary>
    OptimiserState GetOptimiserState();

    /// <summary>Runs the model on a batch. Shorter sequences than <see cref="TransformerConfig.Context"/> are allowed.</summary>
    /// <exception cref="ArgumentException">A token, length, hook point, position, head or source does not fit the model.</exception>
    ForwardResult Forward(TokenBatch tokens, ForwardRequest request);

    /// <summary>Runs a batch once and keeps what changed runs of it can share; the tokens are copied.</summary>
    /// <param name="tokens">The batch.</param>
    /// <param name="logitPositions">Positions whose logits are wanted, ascending.</param>
    /// <param name="record">Hook points whose values in that run are kept, at the positions whose logits are wanted.</param>
    /// <exception cref="ArgumentException">A token, length, position or hook point does not fit the model.</exception>
    IPreparedRun Prepare(TokenBatch tokens, ImmutableArray<int> logitPositions, params ImmutableArray<HookPoint> record);

    /// <summary>
    /// The gradient of the loss without an update. The logits at each of <paramref name="lossPositions"/> (ascending) predict
    /// the token one position later; the loss is the mean over all of them.
    /// </summary>
    StepResult ComputeGradients(TokenBatch tokens, ReadOnlySpan<int> lossPositions, Parameters gradients);

    /// <summary>One training step: the same gradient, then an AdamW update of every parameter.</summary>
    StepResult TrainStep(TokenBatch tokens, ReadOnlySpan<int> lossPositions, in AdamWStep update);
}
