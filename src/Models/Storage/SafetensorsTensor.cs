using System.Collections.Immutable;

namespace Repro.Models.Storage;

/// <summary>A float32 tensor to be written.</summary>
/// <param name="Name">The tensor's name, unique in its file.</param>
/// <param name="Shape">Sizes, outermost first.</param>
/// <param name="Values">The elements, row-major.</param>
public sealed record SafetensorsTensor(string Name, ImmutableArray<int> Shape, ReadOnlyMemory<float> Values);
