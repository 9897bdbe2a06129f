using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Repro.Models.Tests.Hub;

/// <summary>An HTTP server on this machine that does with each request what a test says, down to the bytes.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<Exchange> _requests = new();
    private readonly Func<Exchange, Task>[] _script;
    private readonly Task _serving;

    /// <summary>Request number i is given to script i, all further ones to the last.</summary>
    public ScriptedServer(params Func<Exchange, Task>[] script)
    {
        _script = script;
        _listener.Start();
        _serving = Serve();
    }

    public Uri Root => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public Uri File => new(Root, "file");

    public IReadOnlyList<Exchange> Requests => [.. _requests];

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _listener.Stop();
        _stopping.Dispose();
    }

    private async Task Serve()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(Connection(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task Connection(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = new StringBuilder();
                var one = new byte[1];
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    await stream.ReadExactlyAsync(one, _stopping.Token);
                    head.Append((char)one[0]);
                }

                var exchange = new Exchange(head.ToString(), stream, _stopping.Token);
                var number = _requests.Count;
                _requests.Enqueue(exchange);
                await _script[Math.Min(number, _script.Length - 1)](exchange);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The client went away, or the test is over.
            }
        }
    }
}
