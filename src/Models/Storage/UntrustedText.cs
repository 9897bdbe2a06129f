namespace Repro.Models.Storage;

/// <summary>Text from a file that nobody vouches for, on its way into a message.</summary>
internal static class UntrustedText
{
    /// <summary>The text with U+FFFD in place of each control character: a terminal obeys those, and may be told to hide the message.</summary>
    public static string WithoutControls(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
