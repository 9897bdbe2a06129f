using System.Runtime.InteropServices;

namespace Repro.Models.Storage.PyTorch;

/// <summary>
/// Reads float32 tensors from a file that <c>torch.save</c> wrote for a dictionary of tensors: a zip file with the dictionary as a pickle
/// in <c>data.pkl</c> and each storage as an entry <c>data/KEY</c>. Nothing of it is executed. Everything is checked on opening, checksums
/// included, so that a tensor's size is known to lie in the file before anyone allocates for it.
/// </summary>
internal sealed class PyTorchFile : IDisposable
{
    /// <summary>Longest pickle in bytes: about 130 are needed for a tensor.</summary>
    public const int LongestPickle = 1 << 17;

    private const string Pickle = "data.pkl";

    private readonly Stream _stream;
    private readonly Dictionary<string, PyTorchTensor> _tensors = new(StringComparer.Ordinal);
    private readonly float[] _buffer = new float[4_096];

    /// <summary>Reads everything but the tensors' values from a seekable stream, which this reader then owns.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <exception cref="PyTorchFileException">The file is no dictionary of tensors, or is damaged.</exception>
    public PyTorchFile(Stream stream, string file)
    {
        _stream = stream;
        File = file;
        if (!stream.CanSeek)
        {
            throw new PyTorchFileException(file, null, "it is a pipe or the like; a model is read from a file, as its parts are not read in order.");
        }

        RefuseOtherFormats();
        var entries = ZipDirectory.Read(stream, file);
        var folder = Folder(entries);
        CheckByteOrder(entries, folder);
        var pickle = Content(entries[folder + Pickle], LongestPickle);
        var verified = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in Dictionary(PickleMachine.Read(pickle, file)).Items)
        {
            var tensor = value as PickledTensor ?? throw new PyTorchFileException(file, $"tensor '{name}'", "it is no tensor.");
            if (!_tensors.TryAdd(name, Place(name, tensor, entries, folder, verified)))
            {
                throw new PyTorchFileException(file, $"tensor '{name}'", "the name stands twice in the dictionary.");
            }
        }
    }

    /// <summary>The file's name, for errors.</summary>
    public string File { get; }

    /// <summary>The file's size in bytes.</summary>
    public long Size => _stream.Length;

    /// <summary>All tensors.</summary>
    public IReadOnlyDictionary<string, PyTorchTensor> Tensors => _tensors;

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="PyTorchFileException">The file has none.</exception>
    public PyTorchTensor this[string name] => _tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new PyTorchFileException(File, $"tensor '{name}'", "the file does not have it.");

    /// <summary>Opens a file.</summary>
    /// <exception cref="PyTorchFileException">The file is no dictionary of tensors, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PyTorchFile Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            return new PyTorchFile(stream, path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a tensor's elements, row-major in its shape whatever its strides, as they are: NaN is not refused here.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="destination">As long as the tensor.</param>
    /// <exception cref="PyTorchFileException">The file has no such float32 tensor of that length, or became shorter since it was opened.</exception>
    public void Read(string name, Span<float> destination)
    {
        var tensor = this[name];
        if (!string.Equals(tensor.Type, PickledGlobal.FloatStorage.Name, StringComparison.Ordinal))
        {
            throw new PyTorchFileException(
                File, $"tensor '{name}'", $"its elements are of '{tensor.Type}'; only '{PickledGlobal.FloatStorage.Name}', float32, is read.");
        }

        if (tensor.Length != destination.Length)
        {
            throw new PyTorchFileException(File, $"tensor '{name}'", $"it has {tensor.Length} elements; expected {destination.Length}.");
        }

        if (tensor.Length == 0)
        {
            return;
        }

        // Axes as they lie in the file, the longest stride first: so a transposed tensor is read once and forwards.
        var axes = new List<(int Size, long From, int To)>();
        var step = 1;
        for (var axis = tensor.Shape.Length - 1; axis >= 0; axis--)
        {
            axes.Add(((int)tensor.Shape[axis], tensor.Strides[axis], step));
            step *= (int)tensor.Shape[axis];
        }

        axes.Sort((one, other) => other.From.CompareTo(one.From));
        ReadAxes(CollectionsMarshal.AsSpan(axes), tensor.Start, destination, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void ReadAxes(ReadOnlySpan<(int Size, long From, int To)> axes, long position, Span<float> destination, int at)
    {
        if (axes is [var (size, from, to), _, ..])
        {
            for (var i = 0; i < size; i++)
            {
                ReadAxes(axes[1..], position + (i * from * sizeof(float)), destination, at + (i * to));
            }
        }
        else
        {
            var (count, stride, step) = axes is [var last] ? last : (1, 1, 1);
            ReadRow(count, stride, step, position, destination, at);
        }
    }

    private void ReadRow(int count, long stride, int step, long position, Span<float> destination, int at)
    {
        // Elements with the gaps between them, as many as the buffer holds.
        var most = stride == 0 ? count : (int)Math.Min(count, ((_buffer.Length - 1) / stride) + 1);
        for (var done = 0; done < count; done += most)
        {
            var now = Math.Min(most, count - done);
            var span = _buffer.AsSpan(0, (int)((now - 1) * stride) + 1);
            ReadAt(position + (done * stride * sizeof(float)), MemoryMarshal.AsBytes(span));
            for (var i = 0; i < now; i++)
            {
                destination[at + ((done + i) * step)] = span[(int)(i * stride)];
            }
        }
    }

    private void RefuseOtherFormats()
    {
        Span<byte> start = stackalloc byte[(int)Math.Min(4, _stream.Length)];
        ReadAt(0, start);
        if (start is [0x80, 0x02, 0x8A, ..])
        {
            throw new PyTorchFileException(
                File, null, "it has PyTorch's format of before version 1.6, which is no zip file; load it in PyTorch and save it again.");
        }

        if (start is not [(byte)'P', (byte)'K', ..])
        {
            throw new PyTorchFileException(
                File, null, $"it begins with the bytes {Convert.ToHexString(start)}; a file of torch.save is a zip file and begins with 504B0304.");
        }
    }

    private string Folder(Dictionary<string, ZipEntry> entries)
    {
        var pickles = entries.Keys.Where(name => name.IndexOf('/', StringComparison.Ordinal) is var slash and > 0
            && name.AsSpan(slash + 1).SequenceEqual(Pickle)).ToArray();
        return pickles is [var pickle]
            ? pickle[..^Pickle.Length]
            : throw new PyTorchFileException(File, null, $"the zip file has {pickles.Length} entries NAME/{Pickle}; a file of torch.save has one.");
    }

    private void CheckByteOrder(Dictionary<string, ZipEntry> entries, string folder)
    {
        // PyTorch before 2.1 leaves it out and means the processor's order, which is little-endian everywhere it runs with few exceptions.
        const int Longest = 16;
        if (entries.TryGetValue(folder + "byteorder", out var entry) && !Content(entry, Longest).AsSpan().SequenceEqual("little"u8))
        {
            throw new PyTorchFileException(File, $"zip entry '{entry.Name}'", "the byte order is not 'little', the only one read.");
        }
    }

    private PickledDictionary Dictionary(object value) => value switch
    {
        PickledDictionary { Items: var items } when items.FirstOrDefault(item => item is ("state_dict", PickledDictionary)) is (_, PickledDictionary inner) => inner,
        PickledDictionary dictionary => dictionary,
        _ => throw new PyTorchFileException(File, Pickle, "it holds no dictionary."),
    };

    private PyTorchTensor Place(
        string name, PickledTensor tensor, Dictionary<string, ZipEntry> entries, string folder, HashSet<string> verified)
    {
        var storage = tensor.Storage;
        var place = $"tensor '{name}'";
        if (!entries.TryGetValue($"{folder}data/{storage.Key}", out var entry))
        {
            throw new PyTorchFileException(File, place, $"there is no zip entry '{folder}data/{storage.Key}' with its values.");
        }

        if (entry.Length % storage.Type.ElementBytes != 0 || entry.Length / storage.Type.ElementBytes != storage.Length)
        {
            throw new PyTorchFileException(
                File, place, $"its storage claims {storage.Length} elements of {storage.Type.ElementBytes} bytes; zip entry '{entry.Name}' has {entry.Length} bytes.");
        }

        // No size or stride is above 2^63, and each axis is checked before the next is multiplied, so Int128 cannot overflow. Only `last` of a
        // tensor without elements can, and there it decides nothing.
        Int128 length = 1;
        Int128 last = tensor.Offset;
        foreach (var (size, stride) in tensor.Shape.Zip(tensor.Strides))
        {
            length *= size;
            last += (Int128)Math.Max(0, size - 1) * stride;
            if (length > storage.Length)
            {
                throw new PyTorchFileException(
                    File, place, $"its shape is [{string.Join(", ", tensor.Shape)}]; its storage has only {storage.Length} elements.");
            }
        }

        if (length > 0 ? last >= storage.Length : tensor.Offset > storage.Length)
        {
            throw new PyTorchFileException(
                File, place, $"shape [{string.Join(", ", tensor.Shape)}], strides [{string.Join(", ", tensor.Strides)}] and offset {tensor.Offset} "
                + $"reach element {last}; its storage has only {storage.Length} elements.");
        }

        if (verified.Add(storage.Key))
        {
            Verify(entry);
        }

        return new PyTorchTensor(
            name, storage.Type.Name, tensor.Shape, tensor.Strides, entry.Start + (tensor.Offset * storage.Type.ElementBytes), (long)length);
    }

    private byte[] Content(ZipEntry entry, int longest)
    {
        if (entry.Length > longest)
        {
            throw new PyTorchFileException(File, $"zip entry '{entry.Name}'", $"it has {entry.Length} bytes; at most {longest} are allowed.");
        }

        Verify(entry);
        var bytes = new byte[entry.Length];
        ReadAt(entry.Start, bytes);
        return bytes;
    }

    private void Verify(ZipEntry entry)
    {
        var buffer = MemoryMarshal.AsBytes(_buffer.AsSpan());
        var crc = 0u;
        for (long done = 0; done < entry.Length; done += buffer.Length)
        {
            var piece = buffer[..(int)Math.Min(buffer.Length, entry.Length - done)];
            ReadAt(entry.Start + done, piece);
            crc = Crc32.Append(crc, piece);
        }

        if (crc != entry.Crc)
        {
            throw new PyTorchFileException(
                File, $"zip entry '{entry.Name}'", $"its checksum is {crc:x8}; expected {entry.Crc:x8}. The file is damaged.");
        }
    }

    private void ReadAt(long position, Span<byte> bytes)
    {
        _stream.Position = position;
        try
        {
            _stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException e)
        {
            throw new PyTorchFileException(File, null, "the file became shorter while it was read.", e);
        }
    }
}
