using System.Buffers;
using System.Security.Cryptography;
using Repro.Models.Storage;

namespace Repro.Models.Hub;

/// <summary>
/// A downloaded file whose hash nobody published: the hash of the first download is kept beside it in <c>FILE.sha256</c>, in the form
/// that <c>sha256sum -c</c> reads, and is what the file must have ever after. A file put there by hand counts as a first download.
/// </summary>
/// <param name="path">The file, present or not.</param>
/// <param name="check">
/// Throws an <see cref="IOException"/> where the file at a path cannot be the one meant. Asked before a hash is recorded: what a network sends in
/// place of a file, such as a page to sign in on, must not count as its first download.
/// </param>
public sealed class CachedFile(string path, Action<string> check)
{
    private const int HashLength = 64;

    private static readonly SearchValues<char> HashCharacters = SearchValues.Create("0123456789abcdef");

    /// <summary>The file, present or not.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    private string RecordPath => Path + ".sha256";

    /// <summary>Makes the file present, downloading what is missing or was changed, and returns its SHA-256, lower-case hexadecimal.</summary>
    /// <exception cref="DownloadException">The file cannot be downloaded, cannot be the one meant, or is another one than the first time.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public async Task<string> Fetch(Uri source, Downloader downloader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(downloader);
        var known = Recorded();
        if (File.Exists(Path))
        {
            var present = Hash();
            if (string.Equals(present, known, StringComparison.Ordinal))
            {
                return present;
            }

            if (known is null && IsMeant())
            {
                Record(present);
                return present;
            }
        }

        var expected = known is null ? null : new ExpectedContent(known, $"that of its first download in '{RecordPath}'");
        var hash = await downloader.Fetch(source, Path, expected, cancellation);
        if (known is null)
        {
            RequireMeant(source);
        }

        Record(hash);
        return hash;
    }

    /// <summary>Checks a present file against the hash of its first download, and records the hash where there is none yet and the folder takes it.</summary>
    /// <exception cref="IOException">It has another hash, and the message gives both; or it has none yet and cannot be the file meant.</exception>
    public void Verify()
    {
        var present = Hash();
        if (Recorded() is not { } known)
        {
            check(Path);
            TryRecord(present);
        }
        else if (!string.Equals(present, known, StringComparison.Ordinal))
        {
            throw new IOException($"{Path}: its SHA-256 is {present}; expected {known}, that of its first download. Fetch it again, or delete it.");
        }
    }

    private string? Recorded()
    {
        if (!File.Exists(RecordPath))
        {
            return null;
        }

        var text = File.ReadAllText(RecordPath);
        return text.Length > HashLength && text[HashLength] == ' ' && text.AsSpan(0, HashLength).IndexOfAnyExcept(HashCharacters) < 0
            ? text[..HashLength]
            : throw new IOException($"{RecordPath}: it does not begin with a SHA-256 in lower-case hexadecimal and a space; delete it to record the hash anew.");
    }

    private bool IsMeant()
    {
        try
        {
            check(Path);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void RequireMeant(Uri source)
    {
        try
        {
            check(Path);
        }
        catch (IOException e)
        {
            File.Delete(Path);
            throw new DownloadException(source, $"{e.Message} What came was deleted.", e);
        }
    }

    private void TryRecord(string hash)
    {
        try
        {
            Record(hash);
        }
        catch (IOException)
        {
            // Somebody else's cache, which may be read only: a good file is of use there too.
        }
    }

    private void Record(string hash) => AtomicFile.Write(RecordPath, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine($"{hash}  {System.IO.Path.GetFileName(Path)}");
    });

    private string Hash()
    {
        using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
