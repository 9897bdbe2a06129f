using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Repro.Models.Hub;

/// <summary>
/// The beginning of a download, <c>TARGET.part</c>, kept across processes. Beside it lies <c>TARGET.part.etag</c>, which says of what it
/// is the beginning: the address and the server's ETag. Where the server gave no strong ETag the beginning of one file cannot be told from
/// the beginning of another, and the download starts anew.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    // The open file is renamed or deleted in the end. On Windows that takes leave, which excludes other readers and writers as None does;
    // elsewhere it takes none, and only None locks the file.
    private static readonly FileShare NobodyElse = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private readonly string _target;
    private readonly Uri _source;
    private readonly FileStream _stream;

    private PartialFile(string target, Uri source, FileStream stream)
    {
        (_target, _source, _stream) = (target, source, stream);
        Tag = ReadTag(TagPath, source);
    }

    /// <summary>Bytes so far.</summary>
    public long Length => _stream.Length;

    /// <summary>The strong ETag of the file that this is the beginning of, or null.</summary>
    public EntityTagHeaderValue? Tag { get; private set; }

    private string TagPath => PathOf(_target) + ".etag";

    /// <summary>Opens what there is of a download, or begins it; no other process may then.</summary>
    /// <exception cref="IOException">Another process downloads this file, the folder takes no files, or what lies there cannot be read.</exception>
    public static PartialFile Open(string target, Uri source)
    {
        var stream = OpenStream(PathOf(target));
        try
        {
            return new PartialFile(target, source, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Drops all bytes and begins a file with this ETag.</summary>
    public void Restart(EntityTagHeaderValue? tag)
    {
        // First the tag, then the bytes: a kill in between must not leave bytes under another file's tag.
        File.Delete(TagPath);
        _stream.SetLength(0);
        Tag = tag is { IsWeak: false } ? tag : null;
        if (Tag is not null)
        {
            File.WriteAllLines(TagPath, [_source.AbsoluteUri, Tag.Tag]);
        }
    }

    /// <summary>Adds bytes at the end.</summary>
    public ValueTask Append(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => _stream.WriteAsync(bytes, cancellation);

    /// <summary>SHA-256 of all bytes, lower-case hexadecimal.</summary>
    public async Task<string> Hash(CancellationToken cancellation)
    {
        _stream.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(_stream, cancellation));
    }

    /// <summary>Makes it the target, as a whole.</summary>
    public void Publish()
    {
        _stream.Flush(flushToDisk: true);

        // Let go last: under its old name another process could open it in between, and empty it once it has the new one.
        File.Move(PathOf(_target), _target, overwrite: true);
        File.Delete(TagPath);
        _stream.Dispose();
    }

    /// <summary>Removes it.</summary>
    public void Delete()
    {
        File.Delete(TagPath);
        File.Delete(PathOf(_target));
        _stream.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static string PathOf(string target) => target + ".part";

    private static FileStream OpenStream(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Unbuffered, so that a kill loses nothing that came.
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, NobodyElse, bufferSize: 0);
            stream.Seek(0, SeekOrigin.End);
            return stream;
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new IOException($"Cannot write '{path}': {e.Message} Perhaps another process is downloading the same file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Cannot write '{path}': {e.Message}", e);
        }
    }

    private static EntityTagHeaderValue? ReadTag(string path, Uri source)
    {
        try
        {
            return File.Exists(path)
                && File.ReadAllLines(path) is [var address, var text]
                && string.Equals(address, source.AbsoluteUri, StringComparison.Ordinal)
                && EntityTagHeaderValue.TryParse(text, out var tag)
                    ? tag
                    : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Cannot read '{path}': {e.Message}", e);
        }
    }
}
