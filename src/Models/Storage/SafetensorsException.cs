namespace Repro.Models.Storage;

/// <summary>A file is not the safetensors file that it should be. The message names the file, the tensor where one is at fault, and the reason.</summary>
public sealed class SafetensorsException : IOException
{
    // A hostile file may hold long texts: a message quotes their beginning only.
    private const int LongestQuote = 500;

    /// <summary>Names what is wrong.</summary>
    /// <param name="file">The file, as the user knows it.</param>
    /// <param name="tensor">The tensor at fault, or null.</param>
    /// <param name="reason">What is wrong, with the value found and the values allowed.</param>
    /// <param name="cause">The error behind it, or null.</param>
    public SafetensorsException(string file, string? tensor, string reason, Exception? cause = null)
        : base(UntrustedText.WithoutControls(tensor is null ? $"{file}: {reason}" : $"{file}: tensor '{tensor}': {reason}"), cause)
    {
        File = file;
        Tensor = tensor;
        Reason = reason;
    }

    /// <summary>The file, as the user knows it.</summary>
    public string File { get; }

    /// <summary>The tensor at fault, or null where the whole file is.</summary>
    public string? Tensor { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }

    /// <summary>A text from a file, in quotes and cut to a length fit for a message.</summary>
    internal static string Quote(string text) => text.Length <= LongestQuote ? $"'{text}'" : $"'{text[..LongestQuote]}…'";
}
