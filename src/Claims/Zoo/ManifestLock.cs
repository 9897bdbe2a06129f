namespace Repro.Claims.Zoo;

/// <summary>
/// Lets one process at a time make the file that gathers the records beside it: of those that finish together, the last writer must
/// have read all records. The hold ends with the process.
/// </summary>
internal static class ManifestLock
{
    // Gathering takes less than a second, so who waits long waits in vain.
    private const int Attempts = 500;
    private const int PauseInMilliseconds = 20;

    /// <summary>Waits for the hold on a file, which ends when the result is disposed; the folder must exist.</summary>
    /// <exception cref="IOException">Another process does not let go of it, or the folder takes no files.</exception>
    public static IDisposable Take(string manifest)
    {
        var path = Path.Combine(Path.GetDirectoryName(manifest)!, $".{Path.GetFileName(manifest)}.lock");
        for (var attempt = 1; ; attempt++)
        {
            if (ExclusiveFile.TryOpen(path) is { } held)
            {
                return held;
            }

            if (attempt == Attempts)
            {
                throw new IOException($"Cannot write '{manifest}': another process does not let go of '{path}'.");
            }

            Thread.Sleep(PauseInMilliseconds);
        }
    }
}
