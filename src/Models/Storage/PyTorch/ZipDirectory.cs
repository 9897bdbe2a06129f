using System.Buffers.Binary;
using System.Text;

namespace Repro.Models.Storage.PyTorch;

/// <summary>
/// The entries of a zip file as PyTorch writes it: every entry stored, none compressed or encrypted. That makes an entry a range of
/// the file, so tensors are read in place and no size is taken on trust; a general zip library allocates for what the directory claims.
/// </summary>
internal static class ZipDirectory
{
    /// <summary>Most entries; one for each tensor and a few more.</summary>
    public const int MostEntries = 1_024;

    private const int EndBytes = 22;
    private const int EntryBytes = 46;
    private const int LocalBytes = 30;
    private const int LongestName = 256;
    private const uint EndSignature = 0x06054B50;
    private const uint EntrySignature = 0x02014B50;
    private const uint LocalSignature = 0x04034B50;
    private const ushort Encrypted = 1;

    /// <summary>Reads and checks the directory of a seekable stream.</summary>
    /// <exception cref="PyTorchFileException">It breaks a rule of the format or lies about a size.</exception>
    public static Dictionary<string, ZipEntry> Read(Stream stream, string file)
    {
        Span<byte> end = stackalloc byte[EndBytes];
        if (stream.Length < EndBytes)
        {
            throw new PyTorchFileException(file, null, $"the file has {stream.Length} bytes; a zip file has at least {EndBytes}.");
        }

        ReadAt(stream, stream.Length - EndBytes, end, file);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature)
        {
            throw new PyTorchFileException(file, null, "the file does not end in a zip directory; it is cut short or no zip file.");
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var stop = start + (long)BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        if (count > MostEntries)
        {
            throw new PyTorchFileException(file, null, $"the zip directory has {count} entries; at most {MostEntries} are allowed.");
        }

        if (stop > stream.Length - EndBytes)
        {
            throw new PyTorchFileException(file, null, $"the zip directory claims to end at byte {stop}; it must end before byte {stream.Length - EndBytes}.");
        }

        var entries = new Dictionary<string, ZipEntry>(StringComparer.Ordinal);
        long at = start;
        for (var i = 0; i < count; i++)
        {
            var entry = Entry(stream, file, i, start, stop, ref at);
            if (!entries.TryAdd(entry.Name, entry))
            {
                throw new PyTorchFileException(file, $"zip entry '{entry.Name}'", "the name stands twice in the directory.");
            }
        }

        return entries;
    }

    private static ZipEntry Entry(Stream stream, string file, int index, long directory, long stop, ref long at)
    {
        var place = $"zip entry {index}";
        Span<byte> head = stackalloc byte[EntryBytes];
        if (at + EntryBytes > stop)
        {
            throw new PyTorchFileException(file, place, "the zip directory ends before it.");
        }

        ReadAt(stream, at, head, file);
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != EntrySignature)
        {
            throw new PyTorchFileException(file, place, $"no directory entry begins at byte {at}.");
        }

        if (nameLength is 0 or > LongestName || at + EntryBytes + nameLength > stop)
        {
            throw new PyTorchFileException(file, place, $"its name has {nameLength} bytes; 1 to {LongestName} within the directory are allowed.");
        }

        Span<byte> nameBytes = stackalloc byte[nameLength];
        ReadAt(stream, at + EntryBytes, nameBytes, file);
        at += EntryBytes + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(head[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(head[32..]);

        var name = Encoding.UTF8.GetString(nameBytes);
        place = $"zip entry '{name}'";
        if ((BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) & Encrypted) != 0)
        {
            throw new PyTorchFileException(file, place, "it is encrypted.");
        }

        var method = BinaryPrimitives.ReadUInt16LittleEndian(head[10..]);
        var packed = BinaryPrimitives.ReadUInt32LittleEndian(head[20..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(head[24..]);
        if (method != 0 || packed != length)
        {
            throw new PyTorchFileException(
                file, place, $"it is compressed by method {method}, {length} bytes to {packed}; PyTorch stores entries uncompressed (method 0).");
        }

        // The sizes that count stand in the directory; of the local header only where the content begins.
        Span<byte> local = stackalloc byte[LocalBytes];
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(head[42..]);
        if (offset + LocalBytes > directory)
        {
            throw new PyTorchFileException(file, place, $"it claims to begin at byte {offset}; the directory begins at byte {directory} already.");
        }

        ReadAt(stream, offset, local, file);
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != LocalSignature)
        {
            throw new PyTorchFileException(file, place, $"no entry begins at byte {offset}.");
        }

        var content = offset + LocalBytes
            + BinaryPrimitives.ReadUInt16LittleEndian(local[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        if (content + length > directory)
        {
            throw new PyTorchFileException(
                file, place, $"it claims {length} bytes from byte {content} on; the directory begins at byte {directory} already.");
        }

        return new ZipEntry(name, content, length, BinaryPrimitives.ReadUInt32LittleEndian(head[16..]));
    }

    private static void ReadAt(Stream stream, long position, Span<byte> bytes, string file)
    {
        stream.Position = position;
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException e)
        {
            throw new PyTorchFileException(file, null, "the file became shorter while it was read.", e);
        }
    }
}
