using FluentAssertions;
using Repro.Models.Hub;
using Xunit;

namespace Repro.Models.Tests.Hub;

/// <summary>Downloads from a server that drops, and what goes on from where it stopped.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class DownloaderResumeTests : DownloadTest
{
    [Fact]
    public async Task Fetch_GoodServer_PutsTheFileInPlaceAndReturnsItsHash()
    {
        await using var server = new ScriptedServer(exchange => exchange.Serve(Content, Tag));

        (await Fetch(server)).Should().Be(HashOf(Content));

        ShouldBe(Content);
        server.Requests.Should().ContainSingle().Which.Header("Range").Should().BeNull();
    }

    [Fact]
    public async Task Fetch_ConnectionDroppedMidway_AsksForTheRestOfTheSameFile()
    {
        await using var server = new ScriptedServer(SendHalf, exchange => exchange.Serve(Content, Tag));

        await Fetch(server);

        ShouldBe(Content);
        server.Requests.Should().HaveCount(2);
        server.Requests[1].Header("If-Range").Should().Be(Tag);
        server.Requests[1].Header("Range").Should().Be($"bytes={Half}-");
    }

    [Fact]
    public async Task Fetch_DroppedInAnEarlierProcess_GoesOn()
    {
        await using var server = new ScriptedServer(SendHalf, exchange => exchange.Serve(Content, Tag));
        await Refusal(server, Limits with { Attempts = 1 });
        File.Exists(Target).Should().BeFalse();
        new FileInfo(Target + ".part").Length.Should().Be(Half);

        await Fetch(server);

        ShouldBe(Content);
        server.Requests[1].Header("Range").Should().Be($"bytes={Half}-");
    }

    [Fact]
    public async Task Fetch_BeginningOfAnotherAddress_IsNotContinued()
    {
        await using var server = new ScriptedServer(SendHalf, exchange => exchange.Serve(Other, Tag));
        await Refusal(server, Limits with { Attempts = 1 });

        using var downloader = new Downloader(Limits);
        await downloader.Fetch(new Uri(server.Root, "other"), Target, expected: null, default);

        ShouldBe(Other);
        server.Requests[1].Header("Range").Should().BeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("W/\"weak\"")]
    public async Task Fetch_DroppedWithoutStrongTag_StartsAnew(string? tag)
    {
        var headers = tag is null ? [Described[1]] : new[] { $"ETag: {tag}", Described[1] };
        await using var server = new ScriptedServer(
            exchange => exchange.Answer("200 OK", headers, Content.AsMemory(0, Half)), exchange => exchange.Serve(Content, tag));

        await Fetch(server);

        ShouldBe(Content);
        server.Requests[1].Header("Range").Should().BeNull("nothing would tell that it is still the same file");
    }

    [Fact]
    public async Task Fetch_FileChangedBetweenTheHalves_IsTheNewOneFromItsStart()
    {
        await using var server = new ScriptedServer(SendHalf, exchange => exchange.Serve(Other, "\"two\""));

        await Fetch(server);

        ShouldBe(Other);
    }

    [Theory]
    [InlineData("\"two\"", Half)] // another file's rest, against If-Range
    [InlineData(Tag, Half - 10)] // from another byte on
    [InlineData(Tag, Half + 10)]
    public async Task Fetch_AnotherPartThanAskedFor_IsNotMixedIn(string tag, int from)
    {
        await using var server = new ScriptedServer(
            SendHalf,
            exchange => exchange.Answer(
                "206 Partial Content",
                [$"ETag: {tag}", $"Content-Range: bytes {from}-{Content.Length - 1}/{Content.Length}", $"Content-Length: {Content.Length - from}"],
                Other.AsMemory(0, Math.Min(Other.Length, Content.Length - from))),
            exchange => exchange.Serve(Content, Tag));

        await Fetch(server);

        ShouldBe(Content);
        server.Requests.Should().HaveCount(3);
        server.Requests[2].Header("Range").Should().BeNull();
    }

    [Fact]
    public async Task Fetch_ServerIgnoresRange_StartsAnew()
    {
        await using var server = new ScriptedServer(SendHalf, exchange => exchange.Answer("200 OK", Described, Content));

        await Fetch(server);

        ShouldBe(Content);
    }

    [Fact]
    public async Task Fetch_ServerAnswersThePartInPieces_PutsThemTogether()
    {
        await using var server = new ScriptedServer(
            SendHalf,
            exchange => exchange.Answer(
                "206 Partial Content", [$"Content-Range: bytes {Half}-{Half + 999}/{Content.Length}", "Content-Length: 1000"], Content.AsMemory(Half, 1_000)),
            exchange => exchange.Serve(Content, Tag));

        await Fetch(server);

        ShouldBe(Content);
        server.Requests[2].Header("Range").Should().Be($"bytes={Half + 1_000}-");
    }

    [Fact]
    public async Task Fetch_RangeNotSatisfiable_StartsAnew()
    {
        await using var server = new ScriptedServer(
            SendHalf, exchange => exchange.Answer("416 Range Not Satisfiable", ["Content-Length: 0"], default), exchange => exchange.Serve(Content, Tag));

        await Fetch(server);

        ShouldBe(Content);
    }

    [Fact]
    public async Task Fetch_EveryByteCameBeforeAKill_TakesTheFileAsItIs()
    {
        await using var server = new ScriptedServer(
            exchange => exchange.Answer("416 Range Not Satisfiable", [$"Content-Range: bytes */{Content.Length}", "Content-Length: 5"], "sorry"u8.ToArray()));
        LeavePart(server, Content);
        var reports = new List<string>();

        (await Fetch(server, report: reports.Add)).Should().Be(HashOf(Content));

        ShouldBe(Content);
        server.Requests.Should().ContainSingle().Which.Header("Range").Should().Be($"bytes={Content.Length}-");
        reports.Should().ContainSingle();
    }

    [Theory]
    [InlineData("bytes */299999", Tag)]
    [InlineData("bytes */300001", Tag)]
    [InlineData("bytes */300000", "\"two\"")]
    public async Task Fetch_RangeNotSatisfiableOfAnotherFile_StartsAnew(string range, string tag)
    {
        await using var server = new ScriptedServer(
            exchange => exchange.Answer("416 Range Not Satisfiable", [$"ETag: {tag}", $"Content-Range: {range}", "Content-Length: 0"], default),
            exchange => exchange.Serve(Other, "\"two\""));
        LeavePart(server, Content);

        await Fetch(server);

        ShouldBe(Other);
        server.Requests[1].Header("Range").Should().BeNull();
    }

    [Fact]
    public async Task Fetch_TagThatCannotBeRead_IsNamedAndNothingStaysLocked()
    {
        await using var server = new ScriptedServer(exchange => exchange.Serve(Content, Tag));
        LeavePart(server, Content[..Half]);
        var fetch = () => Fetch(server);

        using (new FileStream(Target + ".part.etag", FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await fetch.Should().ThrowAsync<IOException>().WithMessage($"Cannot read '{Target}.part.etag': *");
        }

        await fetch();
        ShouldBe(Content);
        server.Requests.Should().ContainSingle().Which.Header("Range").Should().Be($"bytes={Half}-");
    }

    // What a killed process leaves of a download.
    private void LeavePart(ScriptedServer server, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        File.WriteAllBytes(Target + ".part", bytes);
        File.WriteAllLines(Target + ".part.etag", [server.File.AbsoluteUri, Tag]);
    }
}
