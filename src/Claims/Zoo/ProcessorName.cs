using System.Runtime.InteropServices;

namespace Repro.Claims.Zoo;

/// <summary>What the processor calls itself, as evidence for times.</summary>
internal static class ProcessorName
{
    private const string LinuxFile = "/proc/cpuinfo";

    /// <summary>For instance <c>Intel(R) Xeon(R) Processor, X64, 2 processors</c>.</summary>
    public static string Read()
    {
        var stated = File.Exists(LinuxFile)
            ? File.ReadLines(LinuxFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return $"{stated ?? "unnamed"}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors";
    }
}
