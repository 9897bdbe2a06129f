using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Ledger;

[Trait(Tier.Name, Tier.Fast)]
public sealed class SourceRevisionTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("repro-revision-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Find_Branch_FollowsTheReference()
    {
        Put(".git/HEAD", "ref: refs/heads/main\n");
        Put(".git/refs/heads/main", Commit + "\n");

        Find(_folder.CreateSubdirectory("src/inner").FullName).Should().Be(Commit);
    }

    [Fact]
    public void Find_PackedBranch_IsReadFromThePack()
    {
        Put(".git/HEAD", "ref: refs/heads/main\n");
        Put(".git/packed-refs", $"# pack-refs with: peeled\nffff refs/heads/not/main\n{Commit} refs/heads/main\n");

        Find(_folder.FullName).Should().Be(Commit);
    }

    [Fact]
    public void Find_DetachedHead_IsTheCommit()
    {
        Put(".git/HEAD", Commit + "\n");

        Find(_folder.FullName).Should().Be(Commit);
    }

    [Fact]
    public void Find_WorkTree_FollowsItsFolder()
    {
        Put("main/.git/worktrees/other/HEAD", "ref: refs/heads/topic\n");
        Put("main/.git/worktrees/other/commondir", "../..\n");
        Put("main/.git/refs/heads/topic", Commit + "\n");
        Put("other/.git", "gitdir: ../main/.git/worktrees/other\n");

        Find(Path.Combine(_folder.FullName, "other")).Should().Be(Commit);
    }

    [Fact]
    public void Find_Variable_WinsOverTheRepository()
    {
        Put(".git/HEAD", Commit + "\n");

        SourceRevision.Find(_folder.FullName, name => string.Equals(name, "REPRO_COMMIT", StringComparison.Ordinal) ? "stated" : null)
            .Should().Be("stated");
    }

    [Fact]
    public void Find_UnbornBranch_IsUnknown()
    {
        Put(".git/HEAD", "ref: refs/heads/main\n");

        Find(_folder.FullName).Should().BeNull();
    }

    private static string? Find(string folder) => SourceRevision.Find(folder, _ => null);

    private void Put(string path, string text)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
