using System.Collections.Immutable;

namespace Repro.Models.Engines;

/// <summary>
/// The clean run of one batch, kept so that many changed runs of the same batch compute only what their interventions can reach.
/// Valid until the engine's parameters change.
/// </summary>
public interface IPreparedRun : IDisposable
{
    /// <summary>Logits without interventions [batch, wanted position, d_vocab], and what was recorded at the wanted positions. To be read only.</summary>
    ForwardResult Clean { get; }

    /// <summary>
    /// Runs the batch once for each list of interventions, as <see cref="IEngine.Forward"/> would with that list and the prepared
    /// logit positions. All lists are checked before anything runs. Memory does not grow with their number.
    /// </summary>
    /// <param name="runs">The interventions of each run; none gives the clean logits.</param>
    /// <param name="visit">
    /// Called on the calling thread, in order, with the run's index and its logits [batch, wanted position, d_vocab]. The logits
    /// may be overwritten as soon as it returns: copy what is to be kept.
    /// </param>
    /// <exception cref="ArgumentException">A hook point, position, head or source does not fit the model or the batch.</exception>
    /// <exception cref="InvalidOperationException">The engine's parameters have changed since the batch was prepared.</exception>
    void Forward(IReadOnlyList<ImmutableArray<Intervention>> runs, Action<int, HookValue> visit);
}
