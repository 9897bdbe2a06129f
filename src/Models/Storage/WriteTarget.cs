namespace Repro.Models.Storage;

/// <summary>
/// What keeps a path from being written by renaming a file over it. Where an administrator writes, a renamed file takes the place of
/// anything but a folder: <c>/dev/null</c> would be a file from then on, for everybody.
/// </summary>
internal static class WriteTarget
{
    private const string Devices = "/dev/";

    // Memory that is used as a disk.
    private const string SharedMemory = "/dev/shm/";

    // What opening a socket as a file answers: ENXIO on Linux and on macOS.
    private const int NoSuchDevice = 6;

    /// <summary>Why a full path cannot be written, as the end of a sentence; null where nothing is known to be in the way. Changes nothing.</summary>
    public static string? Obstacle(string target)
    {
        if (Directory.Exists(target) || Path.GetDirectoryName(target) is null)
        {
            return "it is a folder.";
        }

        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        return IsAmongDevices(target) || (File.Exists(target) && IsNoFile(target)) ? "it is a device, a pipe or a socket, not a file." : null;
    }

    private static bool IsAmongDevices(string target) =>
        target.StartsWith(Devices, StringComparison.Ordinal) && !target.StartsWith(SharedMemory, StringComparison.Ordinal);

    private static bool IsNoFile(string target)
    {
        try
        {
            // Opened for reading alone, a pipe would wait for a writer.
            using var stream = new FileStream(target, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return !stream.CanSeek;
        }
        catch (IOException e)
        {
            return e.HResult == NoSuchDevice;
        }
        catch (UnauthorizedAccessException)
        {
            // A file that may not be opened may still be replaced.
            return false;
        }
    }
}
