using System.Buffers.Binary;
using System.Text;
using Repro.Models.Storage;

namespace Repro.Models.Tests.Storage;

/// <summary>Safetensors files made by hand, so that they can be wrong in any way.</summary>
internal static class SafetensorsBytes
{
    public const string File = "made-up.safetensors";

    public static byte[] Of(string header, int dataLength) => Of(Encoding.UTF8.GetBytes(header), dataLength);

    public static byte[] Of(byte[] header, int dataLength)
    {
        var file = new byte[8 + header.Length + dataLength];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        return file;
    }

    public static string Header(byte[] file) => Encoding.UTF8.GetString(file, 8, HeaderLength(file));

    public static int HeaderLength(byte[] file) => (int)BinaryPrimitives.ReadInt64LittleEndian(file);

    public static SafetensorsReader Reader(byte[] file) => new(new MemoryStream(file), File);

    /// <summary>The same tensors with one metadata text replaced, or left out where that is null.</summary>
    public static byte[] WithMetadata(byte[] file, string key, string? value)
    {
        using var reader = Reader(file);
        var metadata = reader.Metadata.ToDictionary(StringComparer.Ordinal);
        metadata.Remove(key);
        if (value is not null)
        {
            metadata[key] = value;
        }

        var tensors = reader.Tensors.OrderBy(entry => entry.Start).Select(entry =>
        {
            var values = new float[entry.Length];
            reader.Read(entry.Name, values);
            return new SafetensorsTensor(entry.Name, [.. entry.Shape.Select(size => (int)size)], values);
        });
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, File, metadata, [.. tensors]);
        return stream.ToArray();
    }
}
