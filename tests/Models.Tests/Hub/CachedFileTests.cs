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
    public async Task Verify_ChangedFile_IsRefusedWithBothHashes()
    {
        await using var server = Server("first");
        await Fetch(server);
        var file = new CachedFile(_folder["file"]);
        file.Verify();
        await File.WriteAllTextAsync(_folder["file"], "tampered");

        file.Invoking(f => f.Verify()).Should().Throw<IOException>().WithMessage($"{_folder["file"]}: its SHA-256 is *; expected {HashOfFirst}*");
        (await File.ReadAllTextAsync(_folder["file"])).Should().Be("tampered", "only a fetch replaces files");
    }

    [Fact]
    public async Task Verify_NoRecordYet_MakesOne()
    {
        await File.WriteAllTextAsync(_folder["file"], "first");

        new CachedFile(_folder["file"]).Verify();

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

        new CachedFile(_folder["file"]).Invoking(f => f.Verify()).Should().Throw<IOException>().WithMessage($"{_folder["file.sha256"]}: *");
    }

    private static ScriptedServer Server(params string[] contents) =>
        new([.. contents.Select(content => (Func<Exchange, Task>)(exchange => exchange.Serve(System.Text.Encoding.ASCII.GetBytes(content), tag: null)))]);

    private Task<string> Fetch(ScriptedServer server) => new CachedFile(_folder["file"]).Fetch(server.File, _downloader, default);
}
