namespace Repro.Models.Hub;

/// <summary>A file cannot be downloaded or is not the file that it should be. The message names the address and the reason.</summary>
public sealed class DownloadException : IOException
{
    /// <summary>Names what is wrong.</summary>
    /// <param name="source">The address.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="cause">The error behind it, or null.</param>
    public DownloadException(Uri source, string reason, Exception? cause = null)
        : base($"Cannot download {source}: {reason}", cause)
    {
    }
}
