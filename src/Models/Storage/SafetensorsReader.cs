using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Repro.Models.Storage;

/// <summary>
/// Reads float32 tensors from a safetensors file: 8 bytes little-endian header length, the JSON header, the data. The header is
/// checked in full on opening, so that a tensor's size is known to lie in the file before anyone allocates for it.
/// </summary>
public sealed class SafetensorsReader : IDisposable
{
    private const int LengthBytes = sizeof(ulong);

    private readonly Stream _stream;
    private readonly IReadOnlyDictionary<string, SafetensorsEntry> _tensors;
    private readonly long _dataStart;

    /// <summary>Reads the header from a seekable stream, which this reader then owns.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <exception cref="SafetensorsException">The header breaks a rule of the format.</exception>
    public SafetensorsReader(Stream stream, string file)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(file);
        _stream = stream;
        File = file;

        if (!stream.CanSeek)
        {
            throw new SafetensorsException(file, null, "it is a pipe or the like; a model is read from a file, as its parts are not read in order.");
        }

        var length = stream.Length;
        if (length < LengthBytes)
        {
            throw new SafetensorsException(file, null, $"the file has {length} bytes; a safetensors file has at least {LengthBytes}.");
        }

        stream.Position = 0;
        Span<byte> prefix = stackalloc byte[LengthBytes];
        ReadExactly(prefix, null);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > (ulong)(length - LengthBytes))
        {
            throw new SafetensorsException(file, null, $"the header claims {headerLength} bytes, but the file has only {length - LengthBytes} after the length; it is cut short or no safetensors file.");
        }

        if (headerLength > SafetensorsHeaderParser.LongestHeader)
        {
            throw new SafetensorsException(file, null, $"the header has {headerLength} bytes; at most {SafetensorsHeaderParser.LongestHeader} are allowed.");
        }

        var header = new byte[headerLength];
        ReadExactly(header, null);
        _dataStart = LengthBytes + header.Length;
        (_tensors, Metadata) = SafetensorsHeaderParser.Parse(header, length - _dataStart, file);
    }

    /// <summary>The file's name, for errors.</summary>
    public string File { get; }

    /// <summary>The texts stored beside the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>All tensors.</summary>
    public IEnumerable<SafetensorsEntry> Tensors => _tensors.Values;

    /// <summary>Number of tensors.</summary>
    public int Count => _tensors.Count;

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="SafetensorsException">The file has none.</exception>
    public SafetensorsEntry this[string name] => _tensors.TryGetValue(name, out var entry)
        ? entry
        : throw new SafetensorsException(File, name, "the file does not have it.");

    /// <summary>Opens a file.</summary>
    /// <exception cref="SafetensorsException">The header breaks a rule of the format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsReader Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            return new SafetensorsReader(stream, path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Checks that the file has a tensor of that name and shape.</summary>
    /// <exception cref="SafetensorsException">It has not; the message gives both shapes.</exception>
    public void Require(string name, ImmutableArray<int> shape)
    {
        var entry = this[name];
        var equal = entry.Shape.Length == shape.Length;
        for (var axis = 0; equal && axis < shape.Length; axis++)
        {
            equal = entry.Shape[axis] == shape[axis];
        }

        if (!equal)
        {
            throw new SafetensorsException(File, name, $"shape is [{string.Join(", ", entry.Shape)}]; expected [{string.Join(", ", shape)}].");
        }
    }

    /// <summary>Reads a tensor's elements, row-major, as they are: NaN is not refused here.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="destination">As long as the tensor.</param>
    /// <exception cref="SafetensorsException">The file has no such tensor of that length, or became shorter since it was opened.</exception>
    public void Read(string name, Span<float> destination)
    {
        var entry = this[name];
        if (entry.Length != destination.Length)
        {
            throw new SafetensorsException(File, name, $"it has {entry.Length} elements; expected {destination.Length}.");
        }

        _stream.Position = _dataStart + entry.Start;
        ReadExactly(MemoryMarshal.AsBytes(destination), name);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void ReadExactly(Span<byte> bytes, string? tensor)
    {
        try
        {
            _stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException e)
        {
            throw new SafetensorsException(File, tensor, "the file became shorter while it was read.", e);
        }
    }
}
