namespace Repro.Claims.Zoo;

/// <summary>
/// Keeps two processes from training into one model file. The operating system holds the lock, so it ends with the process,
/// however that ends. The lock file itself, hidden and empty, stays: were it removed, two processes could lock two files of one name.
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
        try
        {
            return new TrainingLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new IOException($"Another process is training '{model}': it holds '{path}'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Cannot write '{model}': {e.Message}", e);
        }
    }

    public void Dispose() => _held.Dispose();
}
