using System.Collections.Immutable;

namespace Repro.Models.Engines.Edges;

/// <summary>
/// A change to one edge during one run: the receiver alone reads the source where it would have read what the sender has written, that is
/// (source − what the sender wrote in this run) is added to its input before its layer norm. All other receivers read on as before, and
/// what this one then writes goes on from it. Edges into one receiver add up.
/// <para>What the sender wrote is seen after interventions at its hook point, and after edges into it; interventions at hook_q, hook_k, hook_v or behind
/// come after the edges. hook_resid_pre and hook_resid_mid do not show an edge, nor do ln1's hooks, which belong to all heads; ln2's and ln_final's do.</para>
/// </summary>
/// <param name="From">Whose output is replaced.</param>
/// <param name="To">For whom.</param>
/// <param name="Source">The output put in its place, in the shape of <see cref="Sender.Output"/>; its batch size is the run's, or 1 for all sequences.</param>
/// <param name="Positions">Positions at which the receiver reads it; empty means all.</param>
public sealed record EdgeIntervention(Sender From, Receiver To, HookValue Source, ImmutableArray<int> Positions)
{
    /// <summary>At every position.</summary>
    public EdgeIntervention(Sender from, Receiver to, HookValue source)
        : this(from, to, source, [])
    {
    }
}
