using System.Net;
using System.Net.Http.Headers;
using Repro.Models.Numerics;

namespace Repro.Models.Hub;

/// <summary>
/// Downloads files over HTTP. What was interrupted goes on where it stopped, also in a later process, if the server says that the file is
/// still the same (Range with If-Range); else it starts anew. A target is replaced as a whole, after all checks, or not at all.
/// </summary>
public sealed class Downloader : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly DownloadLimits _limits;
    private readonly Action<string>? _report;
    private readonly HttpClient _client;

    /// <summary>Downloads within limits.</summary>
    /// <param name="limits">When to give up.</param>
    /// <param name="report">Gets a line when a download begins and for each failed attempt; null for none.</param>
    public Downloader(DownloadLimits limits, Action<string>? report = null)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _limits = limits;
        _report = report;
        var handler = new SocketsHttpHandler { ConnectTimeout = limits.Connect, UseCookies = false, MaxAutomaticRedirections = 10 };

        // The limits of a whole request are ours: a large file on a slow line is no error.
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("repro", productVersion: null));
    }

    /// <summary>Downloads a file and returns its SHA-256, lower-case hexadecimal.</summary>
    /// <param name="source">The address, http or https.</param>
    /// <param name="target">Where the file is put; its folder is made.</param>
    /// <param name="expected">What the file must be, or null where nothing is known.</param>
    /// <param name="cancellation">Ends the download; what there is of it stays for the next time.</param>
    /// <exception cref="DownloadException">There is no connection or no such file, it stalls or breaks too often, or has another size or hash.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public async Task<string> Fetch(Uri source, string target, ExpectedContent? expected, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(target);
        using var part = PartialFile.Open(Path.GetFullPath(target), source);
        _report?.Invoke(part.Length > 0 && part.Tag is not null ? $"going on with {source} at byte {part.Length:#,0}" : $"downloading {source}");
        await Receive(source, part, target, expected?.Size, cancellation);

        var hash = await part.Hash(cancellation);
        if (expected?.Size is { } size && part.Length != size)
        {
            var length = part.Length;
            part.Delete();
            throw new DownloadException(source, $"it has {length} bytes; expected {size}. What came was deleted.");
        }

        if (expected is not null && !string.Equals(hash, expected.Sha256, StringComparison.Ordinal))
        {
            part.Delete();
            throw new DownloadException(source, $"its SHA-256 is {hash}; expected {expected.Sha256}, {expected.Origin}. What came was deleted.");
        }

        part.Publish();
        return hash;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task Receive(Uri source, PartialFile part, string target, long? size, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Attempt(source, part, size, cancellation);
                return;
            }
            catch (BrokenOffException e) when (attempt < _limits.Attempts)
            {
                _report?.Invoke($"attempt {attempt} of {_limits.Attempts}: {e.Message}");
                await Task.Delay(_limits.Pause * PortableMath.Power(2, attempt - 1), cancellation);
            }
            catch (BrokenOffException e)
            {
                throw new DownloadException(
                    source,
                    $"{e.Message} {_limits.Attempts} attempts were made; the same command goes on from there where the server allows it. "
                    + $"Without a connection, get the file in another way and put it at '{target}'.",
                    e);
            }
        }
    }

    private async Task Attempt(Uri source, PartialFile part, long? size, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, source);
        var resumes = part is { Length: > 0, Tag: not null };
        if (resumes)
        {
            request.Headers.Range = new RangeHeaderValue(part.Length, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(part.Tag!);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var response = await Patiently(
            () => _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token), patience, cancellation);
        var total = Accept(source, part, response, resumes);
        if (total > _limits.LargestFile || (size is not null && total is not null && total != size))
        {
            part.Delete();
            throw new DownloadException(
                source, $"it has {total} bytes; {(size is null ? $"at most {_limits.LargestFile} are allowed" : $"expected {size}")}.");
        }

        // Where nothing is missing, a body is no part of the file.
        if (part.Length != total)
        {
            await Copy(source, part, response, total, patience, cancellation);
        }
    }

    /// <summary>Prepares the partial file for an answer's bytes and returns the size of the whole file, null where the answer does not say it.</summary>
    private static long? Accept(Uri source, PartialFile part, HttpResponseMessage response, bool resumes)
    {
        var range = response.Content.Headers.ContentRange;
        var isAnother = response.Headers.ETag is { } tag && !tag.Equals(part.Tag);
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when resumes:
                if (range?.From != part.Length || range.Length is null || isAnother)
                {
                    part.Restart(tag: null);
                    throw new BrokenOffException("the server sent another part than the one asked for.");
                }

                return range.Length;
            case HttpStatusCode.OK:
                part.Restart(response.Headers.ETag);

                // Without a length and without chunks, the end of the file and a broken line look the same.
                return response.Content.Headers.ContentLength is { } length ? length
                    : response.Headers.TransferEncodingChunked == true ? null
                    : throw new DownloadException(source, "the server does not say how long the file is.");
            case HttpStatusCode.RequestedRangeNotSatisfiable when resumes && range?.Length == part.Length && !isAnother:
                // It broke off between its last byte and its checks: nothing follows.
                return part.Length;
            case HttpStatusCode.RequestedRangeNotSatisfiable when resumes:
                part.Restart(tag: null);
                throw new BrokenOffException("the server's file does not go on where the bytes here end.");
            case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                throw new BrokenOffException($"the server answers {Describe(response)}.");
            default:
                throw new DownloadException(source, $"the server answers {Describe(response)}.");
        }
    }

    private async Task Copy(
        Uri source, PartialFile part, HttpResponseMessage response, long? total, CancellationTokenSource patience, CancellationToken cancellation)
    {
        await using var body = await Patiently(() => response.Content.ReadAsStreamAsync(patience.Token), patience, cancellation);
        var buffer = new byte[BufferBytes];
        while (await Patiently(() => body.ReadAsync(buffer, patience.Token).AsTask(), patience, cancellation) is var count and > 0)
        {
            if (part.Length + count > (total ?? _limits.LargestFile))
            {
                part.Delete();
                throw new DownloadException(source, $"more than {total ?? _limits.LargestFile} bytes came. What came was deleted.");
            }

            await part.Append(buffer.AsMemory(0, count), cancellation);
        }

        if (total is not null && part.Length != total)
        {
            throw new BrokenOffException($"the server sent {part.Length} of {total} bytes.");
        }
    }

    /// <summary>One wait for the network, at most as long as a stall may be.</summary>
    private async Task<T> Patiently<T>(Func<Task<T>> wait, CancellationTokenSource patience, CancellationToken cancellation)
    {
        patience.CancelAfter(_limits.Stall);
        try
        {
            return await wait();
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            // Ours, or the handler's own for a connection that does not come about.
            throw new BrokenOffException($"no connection within {_limits.Connect.TotalSeconds:0.#} s or no byte within {_limits.Stall.TotalSeconds:0.#} s.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new BrokenOffException(e.Message.TrimEnd('.') + ".", e);
        }
    }

    private static string Describe(HttpResponseMessage response) => $"{(int)response.StatusCode} ({response.ReasonPhrase})";

    /// <summary>Another attempt may succeed.</summary>
    private sealed class BrokenOffException(string message, Exception? cause = null) : Exception(message, cause);
}
