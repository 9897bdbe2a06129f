using System.Runtime.InteropServices;

namespace Repro.Models.Engines.Torch;

/// <summary>Says in one line what libtorch says in many.</summary>
internal static class TorchFailure
{
    /// <summary>The error of a run of so many sequences.</summary>
    public static DeviceException Of(ExternalException error, string device, int sequences, int length)
    {
        var first = FirstLine(error);
        var batch = $"{sequences} sequences of {length} tokens";
        return new DeviceException(
            IsMemory(error)
                ? $"The device {device} has no memory left for {batch}: train fewer models side by side, or use a device with more. TorchSharp says: {first}"
                : $"The device {device} failed in a run of {batch}. TorchSharp says: {first}",
            error);
    }

    /// <summary>The first line of an error's message; traces follow.</summary>
    public static string FirstLine(Exception error) => error.Message.Split('\n', 2)[0].TrimEnd();

    private static bool IsMemory(ExternalException error) =>
        error.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
        || error.Message.Contains("allocate memory", StringComparison.OrdinalIgnoreCase);
}
