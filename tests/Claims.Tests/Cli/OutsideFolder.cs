namespace Repro.Claims.Tests.Cli;

/// <summary>An empty folder outside any repository; removed at the end.</summary>
internal sealed class OutsideFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("repro-outside-").FullName;

    public string this[string path] => Path.Combine(Root, path);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
