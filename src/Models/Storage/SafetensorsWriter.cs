using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Repro.Models.Storage;

/// <summary>Writes safetensors files. The same tensors and metadata give the same bytes.</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Writes a whole file or, when anything fails, leaves the old one as it was.</summary>
    /// <exception cref="SafetensorsException">The tensors do not make a file that <see cref="SafetensorsReader"/> accepts.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<SafetensorsTensor> tensors) =>
        AtomicFile.Write(path, stream => Write(stream, path, metadata, tensors));

    /// <summary>Writes the tensors in the order given, after a header whose metadata is sorted by key.</summary>
    /// <exception cref="SafetensorsException">The tensors do not make a file that <see cref="SafetensorsReader"/> accepts.</exception>
    public static void Write(Stream stream, string file, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<SafetensorsTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(tensors);
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Repro needs a little-endian processor.");
        }

        var header = Header(metadata, tensors, out var dataLength);
        if (header.Length > SafetensorsHeaderParser.LongestHeader)
        {
            throw new SafetensorsException(file, null, $"the header of {tensors.Count} tensors would have {header.Length} bytes; at most {SafetensorsHeaderParser.LongestHeader} are allowed.");
        }

        // What is written must be readable: duplicate names and lengths that contradict shapes are found by the reader's own rules.
        SafetensorsHeaderParser.Parse(header, dataLength, file);

        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (var tensor in tensors)
        {
            stream.Write(MemoryMarshal.AsBytes(tensor.Values.Span));
        }
    }

    private static ReadOnlySpan<byte> Header(
        IReadOnlyDictionary<string, string> metadata, IReadOnlyList<SafetensorsTensor> tensors, out long dataLength)
    {
        var buffer = new ArrayBufferWriter<byte>();

        // The default encoder escapes quotes for the sake of HTML pages; relaxed, JSON inside the metadata stays legible.
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        json.WriteStartObject();
        json.WriteStartObject("__metadata__");
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        dataLength = 0;
        foreach (var tensor in tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", "F32");
            json.WriteStartArray("shape");
            foreach (var size in tensor.Shape)
            {
                json.WriteNumberValue(size);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(dataLength);
            dataLength += (long)tensor.Values.Length * sizeof(float);
            json.WriteNumberValue(dataLength);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();

        // Spaces after the JSON put the data on an 8-byte boundary, which lets other tools map the file into memory.
        var padding = (Alignment - (buffer.WrittenCount % Alignment)) % Alignment;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan;
    }
}
