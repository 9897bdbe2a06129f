using System.Diagnostics;

namespace Repro.Models.Tests;

/// <summary>
/// Runs an assembly in a process of its own, under switches of the runtime, from the copy that the build puts into the folder
/// <c>child</c>: coverage collection rewrites the assemblies of the test run itself, and the rewritten ones are several
/// times slower and not those that users run.
/// </summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Runs this test assembly; gives the <c>name value</c> lines that it printed.</summary>
    public static IReadOnlyDictionary<string, string> Run(IEnumerable<string> arguments, params (string Name, string Value)[] environment) =>
        Output(Path.GetFileName(typeof(ChildProcess).Assembly.Location), arguments, environment)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    /// <summary>Runs an assembly of the output folder; gives what it printed. Throws when it ends with another code than 0.</summary>
    public static string Output(string assembly, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "child", assembly));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // What the shell around the tests asks for is not what a test means to run.
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("REPRO_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(variable);
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
            throw new TimeoutException($"{assembly} was not done after {Patience}.");
        }

        return process.ExitCode == 0
            ? output.Result
            : throw new InvalidOperationException($"{assembly} ended with {process.ExitCode}: {error.Result}\n{output.Result}");
    }
}
