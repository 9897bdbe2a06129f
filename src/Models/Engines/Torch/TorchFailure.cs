using System.Runtime.InteropServices;

namespace Repro.Models.Engines.Torch;

/// <summary>Says in one line what libtorch says in many.</summary>
internal static class TorchFailure
{
    // A host allocator, CUDA's and cuBLAS's handles each have words of their own.
    private static readonly string[] OfMemory = ["out of memory", "allocate memory", "ALLOC_FAILED"];

    /// <summary>The error of some work, for instance of so many sequences.</summary>
    public static DeviceException Of(ExternalException error, string device, string work)
    {
        var first = FirstLine(error);
        return new DeviceException(
            IsMemory(error)
                ? $"The device {device} has no memory left for {work}: train fewer models side by side, or use a device with more. TorchSharp says: {first}"
                : $"The device {device} failed on {work}. TorchSharp says: {first}",
            error);
    }

    /// <summary>The first line of an error's message; traces follow.</summary>
    public static string FirstLine(Exception error) => error.Message.Split('\n', 2)[0].TrimEnd();

    private static bool IsMemory(ExternalException error) =>
        Array.Exists(OfMemory, words => error.Message.Contains(words, StringComparison.OrdinalIgnoreCase));
}
