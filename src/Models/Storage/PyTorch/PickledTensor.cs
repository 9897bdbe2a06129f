using System.Collections.Immutable;

namespace Repro.Models.Storage.PyTorch;

/// <summary>What a pickle says of a tensor, a view of a storage; sizes, strides and offset are 0 or more and otherwise unchecked.</summary>
/// <param name="Storage">Its elements, perhaps shared with other tensors.</param>
/// <param name="Offset">First element in the storage.</param>
/// <param name="Shape">Sizes, outermost first; empty for a scalar.</param>
/// <param name="Strides">Elements from one index to the next, for each axis.</param>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, ImmutableArray<long> Shape, ImmutableArray<long> Strides);
