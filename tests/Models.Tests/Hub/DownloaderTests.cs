using System.Diagnostics;
using System.Security.Cryptography;
using FluentAssertions;
using Repro.Models.Hub;
using Repro.Models.Randomness;
using Repro.Models.Tests.Storage;
using Xunit;

namespace Repro.Models.Tests.Hub;

/// <summary>Downloads from a server that drops, lies and stalls.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class DownloaderTests : IDisposable
{
    private const string Tag = "\"one\"";
    private const int Half = 150_000;

    private static readonly byte[] Content = Bytes(300_000, 1);
    private static readonly byte[] Other = Bytes(280_000, 2);
    private static readonly string[] Described = [$"ETag: {Tag}", $"Content-Length: {Content.Length}"];

    private static readonly DownloadLimits Limits = new()
    {
        Connect = TimeSpan.FromSeconds(5),
        Stall = TimeSpan.FromSeconds(5),
        Attempts = 3,
        Pause = TimeSpan.FromMilliseconds(1),
        LargestFile = 1_000_000,
    };

    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["sub/file.bin"];

    public void Dispose() => _folder.Dispose();

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
    public async Task Fetch_LengthLargerThanTheFile_IsGivenUpAfterAllAttempts()
    {
        await using var server = new ScriptedServer(
            exchange => exchange.Answer("200 OK", [$"Content-Length: {Content.Length + 1}"], Content));

        var refusal = await Refusal(server);

        refusal.Message.Should().StartWith($"Cannot download {server.File}: ").And.Contain("3 attempts were made").And.Contain($"put it at '{Target}'");
        server.Requests.Should().HaveCount(3);
        File.Exists(Target).Should().BeFalse();
    }

    [Fact]
    public async Task Fetch_LengthSmallerThanTheFile_IsRefusedByHashAndDeleted()
    {
        await using var server = new ScriptedServer(exchange => exchange.Answer("200 OK", [$"Content-Length: {Half}"], Content));

        var refusal = await Refusal(server, expected: new ExpectedContent(HashOf(Content), "the pinned one"));

        refusal.Message.Should().Contain($"its SHA-256 is {HashOf(Content[..Half])}; expected {HashOf(Content)}, the pinned one.");
        ShouldHaveLeftNothing();
    }

    [Fact]
    public async Task Fetch_OtherLengthThanExpected_IsRefusedBeforeItIsReceived()
    {
        await using var server = new ScriptedServer(exchange => exchange.Answer("200 OK", Described, default));

        var refusal = await Refusal(server, expected: new ExpectedContent(HashOf(Content), "the pinned one", Content.Length - 1));

        refusal.Message.Should().Contain($"it has {Content.Length} bytes; expected {Content.Length - 1}");
        server.Requests.Should().ContainSingle();
        ShouldHaveLeftNothing();
    }

    [Fact]
    public async Task Fetch_TamperedContent_IsDeletedAndRefusedAndTheOldFileStays()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        await File.WriteAllTextAsync(Target, "old");
        await using var server = new ScriptedServer(exchange => exchange.Serve(Other, Tag));

        await Refusal(server, expected: new ExpectedContent(HashOf(Content), "the pinned one", Other.Length));

        (await File.ReadAllTextAsync(Target)).Should().Be("old");
        Directory.GetFiles(Path.GetDirectoryName(Target)!).Should().Equal(Target);
    }

    [Fact]
    public async Task Fetch_Chunks_NeedNoLengthButTheirEnd()
    {
        await using var server = new ScriptedServer(
            exchange => exchange.Answer("200 OK", ["Transfer-Encoding: chunked"], "5\r\nhello\r\n"u8.ToArray()),
            exchange => exchange.Answer("200 OK", ["Transfer-Encoding: chunked"], "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"u8.ToArray()));

        await Fetch(server);

        ShouldBe("hello world"u8.ToArray());
        server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task Fetch_ChunksWithoutEnd_AreCutOffAtTheLargestFile()
    {
        await using var server = new ScriptedServer(async exchange =>
        {
            await exchange.Answer("200 OK", ["Transfer-Encoding: chunked"], default);
            while (true)
            {
                await exchange.Stream.WriteAsync("a\r\n0123456789\r\n"u8.ToArray(), exchange.Stopping);
            }
        });

        var refusal = await Refusal(server, Limits with { LargestFile = 20_000 });

        refusal.Message.Should().Contain("more than 20000 bytes came");
        ShouldHaveLeftNothing();
    }

    [Fact]
    public async Task Fetch_NeitherLengthNorChunks_IsRefused()
    {
        await using var server = new ScriptedServer(exchange => exchange.Answer("200 OK", [], Content));

        (await Refusal(server)).Message.Should().Contain("does not say how long the file is");
        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Fetch_LargerThanAllowed_IsRefusedBeforeItIsReceived()
    {
        await using var server = new ScriptedServer(exchange => exchange.Answer("200 OK", ["Content-Length: 1000001"], default));

        (await Refusal(server)).Message.Should().Contain("it has 1000001 bytes; at most 1000000 are allowed");
        ShouldHaveLeftNothing();
    }

    [Fact]
    public async Task Fetch_StallInTheMiddle_GoesOnAfterTheLimit()
    {
        await using var server = new ScriptedServer(
            async exchange =>
            {
                await SendHalf(exchange);
                await exchange.Stall();
            },
            exchange => exchange.Serve(Content, Tag));
        var clock = Stopwatch.StartNew();

        await Fetch(server, Limits with { Stall = TimeSpan.FromMilliseconds(300) });

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
        ShouldBe(Content);
        server.Requests[1].Header("Range").Should().Be($"bytes={Half}-");
    }

    [Fact]
    public async Task Fetch_NoAnswerAtAll_IsGivenUpWithinTheLimits()
    {
        await using var server = new ScriptedServer(exchange => exchange.Stall());
        var clock = Stopwatch.StartNew();

        var refusal = await Refusal(server, Limits with { Stall = TimeSpan.FromMilliseconds(200) });

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
        refusal.Message.Should().Contain("no byte within 0.2 s");
        server.Requests.Should().HaveCount(3);
    }

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("401 Unauthorized")]
    [InlineData("204 No Content")]
    public async Task Fetch_AnswerThatWillNotChange_IsRefusedAtOnce(string status)
    {
        await using var server = new ScriptedServer(exchange => exchange.Answer(status, ["Content-Length: 0"], default));

        var refusal = await Refusal(server);

        refusal.Message.Should().Be($"Cannot download {server.File}: the server answers {status.Insert(4, "(")}).");
        server.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("503 Service Unavailable")]
    [InlineData("429 Too Many Requests")]
    public async Task Fetch_AnswerThatMayChange_IsAskedForAgain(string status)
    {
        await using var server = new ScriptedServer(
            exchange => exchange.Answer(status, ["Content-Length: 0"], default), exchange => exchange.Serve(Content, Tag));
        var reports = new List<string>();

        await Fetch(server, Limits, reports.Add);

        ShouldBe(Content);
        reports.Should().Equal($"downloading {server.File}", $"attempt 1 of 3: the server answers {status.Insert(4, "(")}).");
    }

    [Fact]
    public async Task Fetch_ServerErrorOnResuming_KeepsWhatThereIs()
    {
        await using var server = new ScriptedServer(
            SendHalf,
            exchange => exchange.Answer("500 Internal Server Error", ["Content-Length: 5"], "sorry"u8.ToArray()),
            exchange => exchange.Serve(Content, Tag));

        await Fetch(server);

        ShouldBe(Content);
        server.Requests[2].Header("Range").Should().Be($"bytes={Half}-");
    }

    [Fact]
    public async Task Fetch_Redirect_IsFollowed()
    {
        await using var files = new ScriptedServer(SendHalf, exchange => exchange.Serve(Content, Tag));
        await using var server = new ScriptedServer(
            exchange => exchange.Answer("302 Found", [$"Location: {files.File}", "Content-Length: 0"], default));

        await Fetch(server);

        ShouldBe(Content);
        files.Requests[1].Header("Range").Should().Be($"bytes={Half}-");
    }

    [Fact]
    public async Task Fetch_NobodyListens_SaysWhichAddressAndWhereToPutTheFile()
    {
        var server = new ScriptedServer(exchange => exchange.Stall());
        var address = server.File;
        await server.DisposeAsync();
        using var downloader = new Downloader(Limits);

        var fetch = () => downloader.Fetch(address, Target, expected: null, default);

        (await fetch.Should().ThrowAsync<DownloadException>()).Which.Message.Should()
            .StartWith($"Cannot download {address}: ").And.Contain("refused").And.EndWith($"put it at '{Target}'.");
    }

    [Fact]
    public async Task Fetch_Cancelled_KeepsWhatThereIs()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = new ScriptedServer(async exchange =>
        {
            await SendHalf(exchange);
            await cancellation.CancelAsync();
            await exchange.Stall();
        });
        using var downloader = new Downloader(Limits);

        var fetch = () => downloader.Fetch(server.File, Target, expected: null, cancellation.Token);

        await fetch.Should().ThrowAsync<OperationCanceledException>();
        File.Exists(Target + ".part").Should().BeTrue();
    }

    [Fact]
    public async Task Fetch_SecondAtTheSameTime_IsRefused()
    {
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        await using var server = new ScriptedServer(async exchange =>
        {
            begun.SetResult();
            await goOn.Task;
            await exchange.Serve(Content, Tag);
        });
        var first = Fetch(server);
        await begun.Task;

        var second = () => Fetch(server);

        await second.Should().ThrowAsync<IOException>().WithMessage("*another process*");
        goOn.SetResult();
        await first;
        ShouldBe(Content);
    }

    private static Task SendHalf(Exchange exchange) => exchange.Answer("200 OK", Described, Content.AsMemory(0, Half));

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Bytes(int count, uint stream)
    {
        var draws = new RandomSequence(5, StreamPurpose.Testing, stream);
        var bytes = new byte[count];
        foreach (ref var value in bytes.AsSpan())
        {
            value = (byte)draws.NextBelow(256);
        }

        return bytes;
    }

    private async Task<string> Fetch(ScriptedServer server, DownloadLimits? limits = null, Action<string>? report = null, ExpectedContent? expected = null)
    {
        using var downloader = new Downloader(limits ?? Limits, report);
        return await downloader.Fetch(server.File, Target, expected, default);
    }

    private async Task<DownloadException> Refusal(ScriptedServer server, DownloadLimits? limits = null, ExpectedContent? expected = null)
    {
        var fetch = () => Fetch(server, limits, expected: expected);
        return (await fetch.Should().ThrowAsync<DownloadException>()).Which;
    }

    private void ShouldBe(byte[] content)
    {
        HashOf(File.ReadAllBytes(Target)).Should().Be(HashOf(content));
        Directory.GetFiles(Path.GetDirectoryName(Target)!).Should().Equal(Target);
    }

    private void ShouldHaveLeftNothing() => Directory.GetFiles(Path.GetDirectoryName(Target)!).Should().BeEmpty();
}
