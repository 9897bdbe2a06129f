using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;

namespace Repro.Perf.Peers;

/// <summary>Runs peer.py in a process of its own, with the thread pools of PyTorch and its BLAS pinned.</summary>
internal static class TorchProcess
{
    /// <summary>
    /// Settings worth trying: how waiting OpenMP threads behave, how AdamW walks over the parameters, and which kernels OpenBLAS takes:
    /// its own choice, or its AVX-512 ones, which older releases do not choose on processors that they do not know.
    /// </summary>
    public static IReadOnlyList<(string WaitPolicy, string Update, string? CoreType)> Settings { get; } =
    [
        .. from policy in (string[])["PASSIVE", "ACTIVE"]
           from update in (string[])["foreach", "single-tensor"]
           from core in Avx512F.IsSupported ? (string?[])[null, "SkylakeX"] : [null]
           select (policy, update, core),
    ];

    /// <summary>Settings worth trying on a GPU, where the processor only asks for kernels and a fused AdamW asks for the fewest.</summary>
    public static IReadOnlyList<(string WaitPolicy, string Update, string? CoreType)> SettingsOnGpu { get; } =
        [("PASSIVE", "foreach", null), ("PASSIVE", "single-tensor", null), ("PASSIVE", "fused", null)];

    /// <summary>The Python to use: REPRO_PYTHON, else python3 of the system, where Debian's python3-torch is found.</summary>
    public static string Python => Environment.GetEnvironmentVariable("REPRO_PYTHON") is { Length: > 0 } python
        ? python
        : File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    public static PeerAnswer Run(PeerRequest request, string waitPolicy, string? coreType = null)
    {
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "Peers", "peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        Pin(start, request.Threads, waitPolicy, coreType);

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

    /// <summary>Pins the thread pools of a process that loads libtorch.</summary>
    public static void Pin(ProcessStartInfo start, int threadCount, string waitPolicy, string? coreType)
    {
        var threads = threadCount.ToString(CultureInfo.InvariantCulture);
        start.Environment["OMP_NUM_THREADS"] = threads;
        start.Environment["OPENBLAS_NUM_THREADS"] = threads;
        start.Environment["OMP_WAIT_POLICY"] = waitPolicy;

        // What the surroundings force on the BLAS library could be an unfair handicap.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        if (coreType is not null)
        {
            start.Environment["OPENBLAS_CORETYPE"] = coreType;
        }
    }
}
