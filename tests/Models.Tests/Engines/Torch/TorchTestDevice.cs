using Repro.Models.Engines;
using Repro.Models.Engines.Torch;
using Xunit;

namespace Repro.Models.Tests.Engines.Torch;

/// <summary>The devices on which the TorchSharp engine is tested: torch-cpu, and cuda where there is a GPU.</summary>
internal static class TorchTestDevice
{
    public const string Cpu = "torch-cpu";
    public const string Cuda = "cuda";

    /// <summary>A device; skips the calling test, which must be skippable, where it is missing.</summary>
    public static TorchDevice Open(string name, Precision precision = Precision.Full)
    {
        SkipUnlessThere(name);
        return TorchDevice.Open(name, threads: 1, precision);
    }

    /// <summary>Skips the calling test where the device is missing. The processor is always there, or the tests fail.</summary>
    public static void SkipUnlessThere(string name) => Skip.If(
        string.Equals(name, Cuda, StringComparison.Ordinal) && !TorchDevice.HasCuda,
        "There is no GPU that TorchSharp can use; 'dotnet test -c Release -p:Torch=cuda' on a machine with an NVIDIA driver runs this.");
}
