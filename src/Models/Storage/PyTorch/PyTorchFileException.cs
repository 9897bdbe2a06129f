namespace Repro.Models.Storage.PyTorch;

/// <summary>A file is no PyTorch checkpoint that can be read without executing it. The message names the file, the place in it and the reason.</summary>
public sealed class PyTorchFileException : IOException
{
    /// <summary>Names what is wrong.</summary>
    /// <param name="file">The file, as the user knows it.</param>
    /// <param name="place">Where in the file, for instance <c>data.pkl, byte 47</c> or <c>tensor 'embed.W_E'</c>; null for the whole file.</param>
    /// <param name="reason">What is wrong, with the value found and the values allowed.</param>
    /// <param name="cause">The error behind it, or null.</param>
    public PyTorchFileException(string file, string? place, string reason, Exception? cause = null)
        : base(UntrustedText.WithoutControls(place is null ? $"{file}: {reason}" : $"{file}: {place}: {reason}"), cause)
    {
        File = file;
        Place = place;
        Reason = reason;
    }

    /// <summary>The file, as the user knows it.</summary>
    public string File { get; }

    /// <summary>Where in the file, or null for the whole file.</summary>
    public string? Place { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }
}
