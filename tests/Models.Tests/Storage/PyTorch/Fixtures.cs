using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using Repro.Models.Storage.PyTorch;

namespace Repro.Models.Tests.Storage.PyTorch;

/// <summary>The files that <c>fixtures/make_fixtures.py</c> wrote with PyTorch, and zip files made by hand.</summary>
internal static class Fixtures
{
    public const string File = "made-up.pth";

    public static string[] All { get; } =
    [
        "model.pth", "views.pth", "types.pth", "wrapped.pth", "expanded.pth", "object.pth", "call.pth", "list.pth", "number.pth", "text.pth",
        "tensor.pth", "parameter.pth", "legacy.pth",
    ];

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Storage", "PyTorch", "fixtures", name);

    public static byte[] Bytes(string name) => System.IO.File.ReadAllBytes(PathOf(name));

    public static PyTorchFile Open(byte[] file) => new(new MemoryStream(file), File);

    /// <summary>The tensors that PyTorch says a file has: shape and bits.</summary>
    public static Dictionary<string, (long[] Shape, uint[] Values)> Expected(string name)
    {
        using var json = JsonDocument.Parse(Bytes("expected.json"));
        return json.RootElement.GetProperty(name).EnumerateObject().ToDictionary(
            tensor => tensor.Name,
            tensor => (
                tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray(),
                MemoryMarshal.Cast<byte, uint>(Convert.FromHexString(tensor.Value.GetProperty("values").GetString()!)).ToArray()),
            StringComparer.Ordinal);
    }

    /// <summary>The entries of a file, in order.</summary>
    public static List<(string Name, byte[] Content)> Entries(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return [.. zip.Entries.Select(entry =>
        {
            using var stream = entry.Open();
            var content = new byte[entry.Length];
            stream.ReadExactly(content);
            return (entry.FullName, content);
        })];
    }

    /// <summary>A zip file of stored entries with right sizes and checksums.</summary>
    public static byte[] Zip(IEnumerable<(string Name, byte[] Content)> entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A file with one pickle and one storage, data/0.</summary>
    public static byte[] OfPickle(ReadOnlySpan<byte> pickle, int storageBytes = 24) =>
        Zip([("a/data.pkl", pickle.ToArray()), ("a/data/0", new byte[storageBytes])]);
}
