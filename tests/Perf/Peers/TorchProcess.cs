using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Repro.Perf.Peers;

/// <summary>Runs peer.py in a process of its own, with the thread pools of PyTorch and its BLAS pinned.</summary>
internal static class TorchProcess
{
    /// <summary>Settings worth trying: how waiting OpenMP threads behave, and how AdamW walks over the parameters.</summary>
    public static IReadOnlyList<(string WaitPolicy, bool Foreach)> Settings { get; } =
        [("PASSIVE", true), ("ACTIVE", true), ("PASSIVE", false), ("ACTIVE", false)];

    /// <summary>The Python to use: REPRO_PYTHON, else python3 of the system, where Debian's python3-torch is found.</summary>
    public static string Python => Environment.GetEnvironmentVariable("REPRO_PYTHON") is { Length: > 0 } python
        ? python
        : File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    public static PeerAnswer Run(PeerRequest request, string waitPolicy)
    {
        var threads = request.Threads.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "Peers", "peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["OMP_NUM_THREADS"] = threads;
        start.Environment["OPENBLAS_NUM_THREADS"] = threads;
        start.Environment["OMP_WAIT_POLICY"] = waitPolicy;

        // A forced kernel of the BLAS library would be an unfair handicap.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        JsonSerializer.Serialize(process.StandardInput.BaseStream, request);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<PeerAnswer>(output)!
            : throw new InvalidOperationException(
                $"{Python} could not run peer.py (exit code {process.ExitCode}); on Debian: apt-get install python3-torch libopenblas0-pthread.\n{errors.Result}");
    }
}
