using System.Net.Sockets;
using System.Text;

namespace Repro.Models.Tests.Hub;

/// <summary>One request to a <see cref="ScriptedServer"/>, and the raw stream of its answer.</summary>
/// <param name="Head">Request line and headers.</param>
/// <param name="Stream">The connection.</param>
/// <param name="Stopping">Cancelled when the server ends.</param>
internal sealed record Exchange(string Head, NetworkStream Stream, CancellationToken Stopping)
{
    public string Path => Head.Split(' ')[1];

    public string? Header(string name) => Head.Split("\r\n")
        .Where(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 2)..])
        .FirstOrDefault();

    /// <summary>Sends an answer whose headers may say anything.</summary>
    public async Task Answer(string status, string[] headers, ReadOnlyMemory<byte> body)
    {
        var head = $"HTTP/1.1 {status}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}Connection: close\r\n\r\n";
        await Stream.WriteAsync(Encoding.ASCII.GetBytes(head), Stopping);
        await Stream.WriteAsync(body, Stopping);
    }

    /// <summary>Answers as a server should: the whole file, or the rest from the Range on if that names this file's tag.</summary>
    public Task Serve(byte[] file, string? tag)
    {
        var headers = tag is null ? Array.Empty<string>() : [$"ETag: {tag}"];
        if (Header("Range") is { } range && string.Equals(Header("If-Range"), tag, StringComparison.Ordinal))
        {
            var from = int.Parse(range["bytes=".Length..^1]);
            return Answer(
                "206 Partial Content",
                [.. headers, $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}", $"Content-Length: {file.Length - from}"],
                file.AsMemory(from));
        }

        return Answer("200 OK", [.. headers, $"Content-Length: {file.Length}"], file);
    }

    /// <summary>Waits until the server ends.</summary>
    public Task Stall() => Task.Delay(Timeout.Infinite, Stopping);
}
