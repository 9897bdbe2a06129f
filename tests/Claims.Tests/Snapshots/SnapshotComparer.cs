using System.Text;

namespace Repro.Claims.Tests.Snapshots;

/// <summary>
/// Compares text with a committed <c>*.verified.*</c> file by the file conventions of Verify: UTF-8 with byte-order mark, line
/// feeds, no newline at the end; on a difference the text is written beside it as <c>*.received.*</c>.
/// </summary>
internal sealed class SnapshotComparer
{
    private static readonly UTF8Encoding Utf8WithMark = new(encoderShouldEmitUTF8Identifier: true);

    private readonly bool _accepts;

    /// <param name="environment">Reads a variable: REPRO_ACCEPT=1 takes differing text as the new snapshot, but never where CI is set.</param>
    public SnapshotComparer(Func<string, string?> environment) => _accepts = Accepts(environment);

    /// <summary>Whether differing text is to be taken as the new snapshot.</summary>
    public static bool Accepts(Func<string, string?> environment)
    {
        var accepts = string.Equals(environment("REPRO_ACCEPT"), "1", StringComparison.Ordinal);
        return accepts && !string.IsNullOrEmpty(environment("CI"))
            ? throw new SnapshotMismatchException("REPRO_ACCEPT=1 is refused where CI is set: snapshots are accepted by a person who looks at them.")
            : accepts;
    }

    /// <summary>Throws unless <paramref name="text"/> is the content of <c>NAME.verified.EXTENSION</c>.</summary>
    public void Compare(string folder, string name, string extension, string text)
    {
        var (receivedName, verifiedName) = ($"{name}.received.{extension}", $"{name}.verified.{extension}");
        var (received, verified) = (Path.Combine(folder, receivedName), Path.Combine(folder, verifiedName));
        text = Normalise(text);
        var isNew = !File.Exists(verified);
        var before = isNew ? null : Normalise(File.ReadAllText(verified));
        if (string.Equals(before, text, StringComparison.Ordinal))
        {
            File.Delete(received);
            return;
        }

        if (_accepts)
        {
            File.WriteAllText(verified, text, Utf8WithMark);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text, Utf8WithMark);
        var verdict = isNew ? "New:" : "NotEqual:";
        throw new SnapshotMismatchException($"""
            Directory: {folder}
            {verdict}
              - Received: {receivedName}
                Verified: {verifiedName}

            FileContent:

            {verdict}

            Received: {receivedName}
            {text}
            Verified: {verifiedName}
            {before}
            """);
    }

    private static string Normalise(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
