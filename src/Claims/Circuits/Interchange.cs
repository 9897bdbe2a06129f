using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Circuits;

/// <summary>
/// Interchange interventions: clean inputs run with values that the model has in other inputs, the donors. Input i gets its values
/// from donor i. Both are run once; every patched run takes what it needs from these runs, and computes what its patches reach.
/// </summary>
public sealed class Interchange : IDisposable
{
    private readonly IPreparedRun _prepared;
    private readonly ForwardResult _donorRun;

    /// <summary>Runs clean inputs and donors.</summary>
    /// <param name="engine">The model; must keep its parameters.</param>
    /// <param name="clean">Inputs whose runs are changed.</param>
    /// <param name="donors">As many inputs of the same length, from which values come.</param>
    /// <param name="request">Hook points that patches may use, and the positions whose logits are wanted.</param>
    /// <exception cref="ArgumentException">There are more inputs than donors or fewer, or they differ in length.</exception>
    public Interchange(IEngine engine, TokenBatch clean, TokenBatch donors, ForwardRequest request)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(donors);
        ArgumentNullException.ThrowIfNull(request);
        if ((clean.Count, clean.Length) != (donors.Count, donors.Length))
        {
            throw new ArgumentException(
                $"{clean.Count} inputs of {clean.Length} tokens cannot take values from {donors.Count} donors of {donors.Length} tokens; each needs one of its own length.");
        }

        var positions = request.LogitPositions ?? [.. Enumerable.Range(0, clean.Length)];
        _donorRun = engine.Forward(donors, request);
        _prepared = engine.Prepare(clean, positions, request.Record);
    }

    /// <summary>Logits of the unchanged runs, [input, wanted position, d_vocab].</summary>
    public HookValue CleanLogits => _prepared.Clean.Logits;

    /// <summary>Logits of the donors' runs.</summary>
    public HookValue DonorLogits => _donorRun.Logits;

    /// <summary>The values of the unchanged runs at a recorded hook point, at the positions whose logits are wanted.</summary>
    public HookValue Clean(HookPoint at) => _prepared.Clean[at];

    /// <summary>The values of the donors' runs at a recorded hook point, at the recorded positions.</summary>
    public HookValue Donor(HookPoint at) => _donorRun[at];

    /// <summary>Logits of the clean inputs when all these nodes have their donors' values.</summary>
    public HookValue Patch(IEnumerable<Node> nodes) => Patch(nodes.Select(node => node.Replace(Donor(node.At))));

    /// <summary>Logits of the clean inputs under any interventions.</summary>
    public HookValue Patch(IEnumerable<Intervention> interventions)
    {
        HookValue? patched = null;

        // Copied, as the next run overwrites what this one showed.
        _prepared.Forward([[.. interventions]], (_, logits) => patched = new HookValue(logits.Shape, [.. logits.Values]));
        return patched!;
    }

    /// <inheritdoc/>
    public void Dispose() => _prepared.Dispose();
}
