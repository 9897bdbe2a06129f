using System.Security.Cryptography;
using FluentAssertions;
using Repro.Models.Hub;
using Repro.Models.Randomness;
using Repro.Models.Tests.Storage;

namespace Repro.Models.Tests.Hub;

/// <summary>Contents, limits and what must be left behind, for tests of downloads from a server that drops, lies and stalls.</summary>
public abstract class DownloadTest : IDisposable
{
    private protected const string Tag = "\"one\"";
    private protected const int Half = 150_000;

    private protected static readonly byte[] Content = Bytes(300_000, 1);
    private protected static readonly byte[] Other = Bytes(280_000, 2);
    private protected static readonly string[] Described = [$"ETag: {Tag}", $"Content-Length: {Content.Length}"];

    private protected static readonly DownloadLimits Limits = new()
    {
        Connect = TimeSpan.FromSeconds(5),
        Stall = TimeSpan.FromSeconds(5),
        Attempts = 3,
        Pause = TimeSpan.FromMilliseconds(1),
        LargestFile = 1_000_000,
    };

    private readonly TemporaryFolder _folder = new();

    private protected string Target => _folder["sub/file.bin"];

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Task SendHalf(Exchange exchange) => exchange.Answer("200 OK", Described, Content.AsMemory(0, Half));

    private protected static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

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

    private protected async Task<string> Fetch(ScriptedServer server, DownloadLimits? limits = null, Action<string>? report = null, ExpectedContent? expected = null)
    {
        using var downloader = new Downloader(limits ?? Limits, report);
        return await downloader.Fetch(server.File, Target, expected, default);
    }

    private protected async Task<DownloadException> Refusal(ScriptedServer server, DownloadLimits? limits = null, ExpectedContent? expected = null)
    {
        var fetch = () => Fetch(server, limits, expected: expected);
        return (await fetch.Should().ThrowAsync<DownloadException>()).Which;
    }

    private protected void ShouldBe(byte[] content)
    {
        HashOf(File.ReadAllBytes(Target)).Should().Be(HashOf(content));
        Directory.GetFiles(Path.GetDirectoryName(Target)!).Should().Equal(Target);
    }

    private protected void ShouldHaveLeftNothing() => Directory.GetFiles(Path.GetDirectoryName(Target)!).Should().BeEmpty();
}
