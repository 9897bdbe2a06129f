namespace Repro.Claims.Tests.Cli;

/// <summary>A folder that counts as a repository and holds nothing yet; removed at the end.</summary>
public sealed class EmptyRepository : IDisposable
{
    public EmptyRepository() => File.WriteAllText(this["Repro.sln"], "");

    public string Root { get; } = Directory.CreateTempSubdirectory("repro-cli-").FullName;

    public string this[string path] => Path.Combine(Root, path);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
