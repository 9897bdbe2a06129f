using System.Buffers;

namespace Repro.Models.Storage;

/// <summary>
/// Replaces a file as a whole: the new bytes go to a temporary file in the same folder, are flushed to the disk and then renamed
/// over the target. At every moment, also after a crash, the target is the old file or the new one. When several write at
/// once, the last to finish wins with a complete file. A process that is killed while it writes leaves its temporary file behind.
/// </summary>
public static class AtomicFile
{
    private const string Ending = ".tmp";

    private static readonly SearchValues<char> WriterCharacters = SearchValues.Create("0123456789-");

    private static long _counter;

    /// <summary>Writes a file through <paramref name="write"/>.</summary>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="write">Writes the content; when it throws, the old file stays and the error passes through.</param>
    /// <exception cref="IOException">The file cannot be written: the folder is missing or read-only, the disk is full, the target is a folder or
    /// a device.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string? temporary = null;
        try
        {
            using (var stream = CreateTemporary(Path.GetFullPath(path)))
            {
                temporary = stream.Name;
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e)
        {
            if (temporary is not null)
            {
                Remove(temporary);
            }

            // The runtime reports a file larger than its file system or its user may have (EFBIG) as an argument out of range.
            if (e is UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" }
                || (e is IOException && e is not SafetensorsException))
            {
                throw new IOException($"Cannot write '{path}': {e.Message} A file that was there before is unchanged.", e);
            }

            throw;
        }
    }

    /// <summary>Refuses a target that cannot be written, before anything is made beside it.</summary>
    /// <exception cref="IOException">It is there and no file, or lies among the devices.</exception>
    public static void RequireReplaceable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (WriteTarget.Obstacle(Path.GetFullPath(path)) is { } obstacle)
        {
            throw new IOException($"Cannot write '{path}': {obstacle}");
        }
    }

    /// <summary>
    /// Removes the temporary files that killed writers of <paramref name="path"/> left beside it. Only for who knows that nobody
    /// else is writing this file.
    /// </summary>
    /// <exception cref="IOException">A file cannot be removed.</exception>
    public static void RemoveLeftovers(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var target = Path.GetFullPath(path);
        var start = $".{Path.GetFileName(target)}.";
        if (Path.GetDirectoryName(target) is not { } folder || !Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder, ".*.tmp"))
        {
            // Between the target's name and the ending stands PID-N; anything else is another file's.
            var name = Path.GetFileName(file.AsSpan());
            if (name.Length > start.Length + Ending.Length
                && name.StartsWith(start, StringComparison.Ordinal)
                && name[start.Length..^Ending.Length].IndexOfAnyExcept(WriterCharacters) < 0)
            {
                File.Delete(file);
            }
        }
    }

    private static FileStream CreateTemporary(string target)
    {
        if (WriteTarget.Obstacle(target) is { } obstacle)
        {
            throw new IOException(obstacle);
        }

        var folder = Path.GetDirectoryName(target)!;
        while (true)
        {
            var number = Interlocked.Increment(ref _counter);
            var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Environment.ProcessId}-{number}{Ending}");
            try
            {
                return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            }
            catch (IOException) when (File.Exists(temporary))
            {
                // Another writer's, whose process has the same number in another container, or one that was killed: take the next number.
            }
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here says more than this one.
        }
    }
}
