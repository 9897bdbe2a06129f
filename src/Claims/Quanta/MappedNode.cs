using System.Collections.Immutable;
using Repro.Claims.Circuits;

namespace Repro.Claims.Quanta;

/// <summary>A useful node with everything that was found about it.</summary>
/// <param name="Effect">What its ablation breaks.</param>
/// <param name="Attention">Where a head looks, largest share first, shares of 1 % and more; empty for an MLP.</param>
/// <param name="Algorithm">The sub-tasks that tests confirmed.</param>
public sealed record MappedNode(NodeEffect Effect, ImmutableArray<AttentionShare> Attention, ImmutableArray<AlgorithmTag> Algorithm)
{
    /// <summary>The node.</summary>
    public Node Node => Effect.Node;
}
