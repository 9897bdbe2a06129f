using System.Collections.Immutable;

namespace Repro.Models.Storage.PyTorch;

/// <summary>A tensor of a <see cref="PyTorchFile"/>: a view of a zip entry that was checked to lie inside it.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">PyTorch's name of the elements' storage, for instance <c>torch FloatStorage</c>.</param>
/// <param name="Shape">Sizes, outermost first; empty for a scalar.</param>
/// <param name="Strides">Elements from one index to the next, for each axis.</param>
/// <param name="Start">First byte in the file.</param>
/// <param name="Length">Number of elements, at most the storage's.</param>
internal sealed record PyTorchTensor(
    string Name, string Type, ImmutableArray<long> Shape, ImmutableArray<long> Strides, long Start, long Length);
