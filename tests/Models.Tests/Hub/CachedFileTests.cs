using FluentAssertions;
using Repro.Models.Hub;
using Repro.Models.Tests.Storage;
using Xunit;

namespace Repro.Models.Tests.Hub;

[Trait(Tier.Name, Tier.Fast)]
public sealed class CachedFileTests : IDisposable
{
    // printf first | sha256sum
    private const string HashOfFirst = "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e";

    private readonly TemporaryFolder _folder = new();
    private readonly Downloader _downloader = new(new DownloadLimits { Attempts = 1 });

    public void Dispose()
    {
        _downloader.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fetch_FirstTime_RecordsTheHashForSha256sum()
    {
        await using var server = Server("first");

        (await Fetch(server)).Should().Be(HashOfFirst);

        (await File.ReadAllTextAsync(_folder["file"])).Should().Be("first");
        (await File.ReadAllTextAsync(_folder["file.sha256"])).Should().Be($"{HashOfFirst}  file\n");
    }

    [Fact]
    public async Task Fetch_PresentAndUnchanged_AsksNobody()
    {
        await using var server = Server("first");
        await Fetch(server);

        await Fetch(server);

        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Fetch_PresentButTampered_DownloadsAnew()
    {
        await using var server = Server("first");
        await Fetch(server);
        await File.WriteAllTextAsync(_folder["file"], "tampered");

        await Fetch(server);

        (await File.ReadAllTextAsync(_folder["file"])).Should().Be("first");
    }

    [Fact]
    public async Task Fetch_ServerHasAnotherFileThanTheFirstTime_DeletesAndRefusesNamingTheRecord()
    {
        await using var server = Server("first", "second");
        await Fetch(server);
        File.Delete(_folder["file"]);

        var fetch = () => Fetch(server);

        (await fetch.Should().ThrowAsync<DownloadException>()).WithMessage($"*expected {HashOfFirst}, that of its first download in '{_folder["file.sha256"]}'*");
        Directory.GetFiles(_folder.Root).Should().Equal(_folder["file.sha256"]);
    }

    [Fact]
    public async Task Fetch_PutThereByHand_CountsAsFirst()
    {
        await File.WriteAllTextAsync(_folder["file"], "first");
        await using var server = Server("second");

        (await Fetch(server)).Should().Be(HashOfFirst);

        server.Requests.Should().BeEmpty();
        File.Exists(_folder["file.sha256"]).Should().BeTrue();
    }

    [Fact]
    public async Task Fetch_PageInPlaceOfTheFile_IsDeletedAndTheNextFetchTakesTheFile()
    {
        await using var server = Server("<page>", "first");

        (await FluentActions.Invoking(() => Fetch(server)).Should().ThrowAsync<DownloadException>())
            .WithMessage($"Cannot download {server.File}: {_folder["file"]}: a page. What came was deleted.");
        Directory.GetFileSystemEntries(_folder.Root).Should().BeEmpty();

        (await Fetch(server)).Should().Be(HashOfFirst);
    }

    // What a kill between download and check leaves, or a user.
    [Fact]
    public async Task Fetch_PageThatIsThereWithoutAHash_IsReplaced()
    {
        await File.WriteAllTextAsync(_folder["file"], "<page>");
        await using var server = Server("first");

        (await Fetch(server)).Should().Be(HashOfFirst);

        (await File.ReadAllTextAsync(_folder["file"])).Should().Be("first");
    }

    [Fact]
    public async Task Verify_PageThatIsThereWithoutAHash_IsRefusedAndNotRecorded()
    {
        await File.WriteAllTextAsync(_folder["file"], "<page>");

        Cached().Invoking(f => f.Verify()).Should().Throw<IOException>().WithMessage($"{_folder["file"]}: a page.");

        Directory.GetFileSystemEntries(_folder.Root).Should().Equal(_folder["file"]);
    }

    // Permissions do not bind an administrator; this folder takes no files from anyone.
    [SkippableFact]
    public void Verify_NoRecordInAFolderThatTakesNone_IsStillAGoodFile()
    {
        const string Readable = "/proc/version";
        Skip.IfNot(File.Exists(Readable), $"Needs {Readable}, which Linux has: nobody can make a file beside it.");

        new CachedFile(Readable, _ => { }).Invoking(f => f.Verify()).Should().NotThrow();

        File.Exists(Readable + ".sha256").Should().BeFalse();
    }

    [Fact]
    public async Task Verify_ChangedFile_IsRefusedWithBothHashes()
    {
        await using var server = Server("first");
        await Fetch(server);
        var file = Cached();
        file.Verify();
        await File.WriteAllTextAsync(_folder["file"], "tampered");

        file.Invoking(f => f.Verify()).Should().Throw<IOException>().WithMessage($"{_folder["file"]}: its SHA-256 is *; expected {HashOfFirst}*");
        (await File.ReadAllTextAsync(_folder["file"])).Should().Be("tampered", "only a fetch replaces files");
    }

    [Fact]
    public async Task Verify_NoRecordYet_MakesOne()
    {
        await File.WriteAllTextAsync(_folder["file"], "first");

        Cached().Verify();

        (await File.ReadAllTextAsync(_folder["file.sha256"])).Should().StartWith(HashOfFirst);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc  file\n")]
    [InlineData("A7937B64B8CAA58F03721BB6BACF5C78CB235FEBE0E70B1B84CD99541461A08E  file\n")]
    public async Task Verify_RecordThatIsNoHash_IsRefusedByName(string record)
    {
        await File.WriteAllTextAsync(_folder["file"], "first");
        await File.WriteAllTextAsync(_folder["file.sha256"], record);

        Cached().Invoking(f => f.Verify()).Should().Throw<IOException>().WithMessage($"{_folder["file.sha256"]}: *");
    }

    private static ScriptedServer Server(params string[] contents) =>
        new([.. contents.Select(content => (Func<Exchange, Task>)(exchange => exchange.Serve(System.Text.Encoding.ASCII.GetBytes(content), tag: null)))]);

    private CachedFile Cached() => new(
        _folder["file"], path => _ = File.ReadAllText(path).StartsWith('<') ? throw new IOException($"{path}: a page.") : path);

    private Task<string> Fetch(ScriptedServer server) => Cached().Fetch(server.File, _downloader, default);
}
