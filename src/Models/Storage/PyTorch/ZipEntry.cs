namespace Repro.Models.Storage.PyTorch;

/// <summary>Where one stored, that is uncompressed, entry lies in a zip file.</summary>
/// <param name="Name">Path inside the zip file.</param>
/// <param name="Start">First byte of its content, counted from the start of the file.</param>
/// <param name="Length">Bytes; they all lie in the file.</param>
/// <param name="Crc">CRC-32 that its bytes should have.</param>
internal sealed record ZipEntry(string Name, long Start, long Length, uint Crc);
