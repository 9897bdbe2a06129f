namespace Repro.Models.Storage.PyTorch;

/// <summary>What a pickle says of a block of elements; nothing of it is checked against the file yet.</summary>
/// <param name="Type">Type of the elements.</param>
/// <param name="Key">Name of the zip entry below <c>data/</c>.</param>
/// <param name="Length">Number of elements, 0 or more.</param>
internal sealed record PickledStorage(PickledGlobal Type, string Key, long Length);
