using System.Diagnostics;
using FluentAssertions;
using Repro.Models.Hub;
using Xunit;

namespace Repro.Models.Tests.Hub;

/// <summary>Downloads from a server that stalls, refuses or points elsewhere.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class DownloaderAnswerTests : DownloadTest
{
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
}
