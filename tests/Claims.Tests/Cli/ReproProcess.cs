using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Xunit;

namespace Repro.Claims.Tests.Cli;

/// <summary>The built command as a process of its own, as a user starts it.</summary>
internal sealed class ReproProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly Dictionary<string, int> Signals = new(StringComparer.Ordinal) { ["INT"] = 2, ["KILL"] = 9, ["TERM"] = 15 };

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task _reading;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _errors = new();

    private ReproProcess(string folder, ProcessStartInfo start, params (string Name, string Value)[] environment)
    {
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("REPRO_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        // Tests compare with this device's bits, also on a machine with a GPU; what a test asks for by itself wins.
        start.Environment["REPRO_DEVICE"] = "cpu";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _reading = ReadErrors();
    }

    public int Id => _process.Id;

    /// <summary>Starts it in a folder.</summary>
    public static ReproProcess Start(string folder, params string[] arguments) => new(folder, new ProcessStartInfo("dotnet", ["exec", Dll, .. arguments]));

    /// <summary>Runs it to its end.</summary>
    public static async Task<Finished> Run(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        return await process.End();
    }

    /// <summary>Runs it to its end with an environment variable.</summary>
    public static async Task<Finished> RunWith(string variable, string value, string folder, params string[] arguments)
    {
        using var process = new ReproProcess(folder, new ProcessStartInfo("dotnet", ["exec", Dll, .. arguments]), (variable, value));
        return await process.End();
    }

    /// <summary>Runs a shell script in which $REPRO stands for the command.</summary>
    public static async Task<Finished> RunScript(string folder, string script)
    {
        using var process = StartScript(folder, script);
        return await process.End();
    }

    /// <summary>Starts a shell script.</summary>
    public static ReproProcess StartScript(string folder, string script) => new(folder, new ProcessStartInfo("sh", ["-c", script]));

    /// <summary>The command as a shell writes it.</summary>
    public static string Command => $"dotnet exec '{Dll}'";

    /// <summary>Waits for a line of stderr that starts so.</summary>
    public async Task<string> Line(string start)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _lines.Reader.WaitToReadAsync(patience.Token))
        {
            if (_lines.Reader.TryRead(out var line) && line.StartsWith(start, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"repro ended without a line '{start}…'; stderr was:\n{_errors}");
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends a signal by its name, for instance INT. Skips the calling test, which must be skippable, where nothing would come of it.</summary>
    public async Task Signal(string name)
    {
        Skip.If(OperatingSystem.IsWindows(), "Needs signals.");
        Skip.If(Ignores(Signals[name]), $"SIG{name} is ignored by whoever started the tests; start them in the foreground.");
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Finished> End()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await _reading;
        return new Finished(_process.ExitCode, await _output, _errors.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static string Dll => Path.Combine(AppContext.BaseDirectory, "repro.dll");

    private bool Ignores(int signal)
    {
        var status = $"/proc/{Id}/status";
        return File.Exists(status) && File.ReadLines(status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
            && (ulong.Parse(line["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) == 1;
    }

    private async Task ReadErrors()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _errors.Append(line).Append('\n');
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }

    /// <summary>What an ended process left.</summary>
    internal sealed record Finished(int Code, string Output, string Errors);
}
