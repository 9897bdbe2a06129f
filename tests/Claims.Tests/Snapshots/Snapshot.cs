using System.Runtime.CompilerServices;

namespace Repro.Claims.Tests.Snapshots;

/// <summary>
/// Structural outputs as committed files beside the test that makes them: <c>CLASS.METHOD.verified.txt</c>, or
/// <c>CLASS.METHOD_parameter=value.verified.txt</c> for a case of a theory.
/// </summary>
internal static class Snapshot
{
    /// <summary>Compares text with the snapshot of the calling test, whose class has the name of its file.</summary>
    /// <param name="text">What the test made.</param>
    /// <param name="extension">Kind of file.</param>
    /// <param name="of">For a theory, the parameter that tells its cases apart.</param>
    /// <param name="file">Left to the compiler.</param>
    /// <param name="method">Left to the compiler.</param>
    public static void Verify(
        string text, string extension = "txt", (string Parameter, string Value)? of = null, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var folder = Path.GetDirectoryName(file)!;
        var name = $"{Path.GetFileNameWithoutExtension(file)}.{method}{(of is { } part ? $"_{part.Parameter}={part.Value}" : "")}";
#if VERIFY
        var settings = new VerifyTests.VerifySettings();
        settings.UseDirectory(folder);
        settings.UseFileName(name);
        settings.DisableDiff();
        if (SnapshotComparer.Accepts(Environment.GetEnvironmentVariable))
        {
            settings.AutoVerify();
        }

        // The files end without a newline, and Verify leaves that to the text.
        VerifyXunit.Verifier.Verify(text.TrimEnd('\n'), extension, settings, file).GetAwaiter().GetResult();
#else
        new SnapshotComparer(Environment.GetEnvironmentVariable).Compare(folder, name, extension, text);
#endif
    }
}
