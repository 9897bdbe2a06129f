using System.Runtime.CompilerServices;

namespace Repro.Claims.Tests.Snapshots;

/// <summary>Structural outputs as committed files beside the test that makes them: <c>CLASS.METHOD.verified.txt</c>.</summary>
internal static class Snapshot
{
    /// <summary>Compares text with the snapshot of the calling test, whose class has the name of its file.</summary>
    public static void Verify(string text, string extension = "txt", [CallerFilePath] string file = "", [CallerMemberName] string method = "") =>
        new SnapshotComparer(Environment.GetEnvironmentVariable)
            .Compare(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}", extension, text);
}
