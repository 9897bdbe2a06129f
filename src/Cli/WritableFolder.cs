namespace Repro.Cli;

/// <summary>A folder that results go to, tried before hours of work are done for them.</summary>
internal static class WritableFolder
{
    /// <summary>Makes the folder where it is missing, and for a moment a file in it; returns its full path.</summary>
    /// <exception cref="IOException">It takes no files.</exception>
    public static string Make(string path)
    {
        try
        {
            var folder = Directory.CreateDirectory(path).FullName;
            File.Create(Path.Combine(folder, $".{Environment.ProcessId}.tmp"), bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Cannot write to the folder '{path}': {e.Message}", e);
        }
    }
}
