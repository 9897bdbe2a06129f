namespace Repro.Claims.Zoo;

/// <summary>Files that one process at a time has open. The operating system ends the hold with the process, however that ends.</summary>
internal static class ExclusiveFile
{
    // A sharing violation: flock's EAGAIN on Linux and on macOS, and what Windows answers.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Opens a file, which is made where it is missing; null where another process has it.</summary>
    /// <exception cref="IOException">It cannot be opened for another reason.</exception>
    /// <exception cref="UnauthorizedAccessException">Opening or making it is not allowed.</exception>
    public static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (Held.Contains(e.HResult))
        {
            return null;
        }
    }
}
