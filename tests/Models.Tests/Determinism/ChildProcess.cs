using System.Diagnostics;

namespace Repro.Models.Tests.Determinism;

/// <summary>
/// Runs this test assembly in a process of its own, under switches of the runtime, from the copy that the build puts into the
/// folder <c>child</c>: coverage collection rewrites the assemblies of the test run itself, and the rewritten ones are several
/// times slower and not those that users run.
/// </summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>The <c>name value</c> lines that the child printed.</summary>
    public static IReadOnlyDictionary<string, string> Run(string arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "child", Path.GetFileName(typeof(ChildProcess).Assembly.Location)));
        foreach (var argument in arguments.Split(' '))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{arguments}' was not done after {Patience}.");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{arguments}' ended with {process.ExitCode}: {error.Result}");
        }

        return output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }
}
