using System.Collections.Immutable;

namespace Repro.Models.Storage;

/// <summary>Where one float32 tensor lies in a safetensors file.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Shape">Sizes, outermost first; empty for a scalar.</param>
/// <param name="Start">First byte, counted from the start of the data.</param>
/// <param name="End">One past the last byte, counted from the start of the data.</param>
public sealed record SafetensorsEntry(string Name, ImmutableArray<long> Shape, long Start, long End)
{
    /// <summary>Number of elements.</summary>
    public long Length => (End - Start) / sizeof(float);
}
