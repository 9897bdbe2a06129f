using FluentAssertions;
using Repro.Models.Hub;
using Xunit;

namespace Repro.Models.Tests.Hub;

/// <summary>Downloads from a server that lies about what it sends.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class DownloaderContentTests : DownloadTest
{
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
}
