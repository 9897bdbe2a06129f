namespace Repro.Claims.Zoo;

/// <summary>
/// Keeps two processes from training or measuring the model of one file. The lock ends with the process. The lock file itself, hidden and empty, stays: were it removed, two processes could lock two files of one name.
/// </summary>
internal sealed class TrainingLock : IDisposable
{
    private readonly FileStream _held;

    private TrainingLock(FileStream held) => _held = held;

    /// <summary>Takes the lock of a model file; its folder must exist.</summary>
    /// <exception cref="IOException">Another process has it, or the folder takes no files.</exception>
    public static TrainingLock Take(string model)
    {
        var path = Path.Combine(Path.GetDirectoryName(model)!, $".{Path.GetFileName(model)}.lock");
        FileStream? held;
        try
        {
            held = ExclusiveFile.TryOpen(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Cannot write '{model}': {e.Message}", e);
        }

        return held is not null ? new TrainingLock(held) : throw new IOException($"Another process is training or measuring '{model}': it holds '{path}'.");
    }

    public void Dispose() => _held.Dispose();
}
