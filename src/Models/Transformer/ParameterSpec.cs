using System.Collections.Immutable;

namespace Repro.Models.Transformer;

/// <summary>One named tensor inside the flat parameter buffer, row-major.</summary>
/// <param name="Name">TransformerLens name, for instance <c>blocks.0.attn.W_Q</c>.</param>
/// <param name="Shape">Sizes, outermost first, for instance [head, d_model, d_head].</param>
/// <param name="Offset">First element in the flat buffer.</param>
/// <param name="Length">Number of elements.</param>
public sealed record ParameterSpec(string Name, ImmutableArray<int> Shape, int Offset, int Length);
