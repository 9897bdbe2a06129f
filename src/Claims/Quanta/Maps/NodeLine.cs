using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;

namespace Repro.Claims.Quanta.Maps;

/// <summary>A node of a map as it is written: what cannot be worked out from the rest.</summary>
/// <param name="Node">The node.</param>
/// <param name="Fails">Questions that fail.</param>
/// <param name="Impact">Fails of each answer token, A_0 first, sign last.</param>
/// <param name="Classes">Fails of each class.</param>
/// <param name="Attention">Where it looks.</param>
/// <param name="Algorithm">Its sub-tasks.</param>
internal sealed record NodeLine(
    Node Node,
    int Fails,
    ImmutableArray<int> Impact,
    ImmutableSortedDictionary<ComplexityClass, int> Classes,
    ImmutableArray<AttentionShare> Attention,
    ImmutableArray<AlgorithmTag> Algorithm);
