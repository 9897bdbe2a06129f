using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Models.Engines.Torch;

/// <summary>A device of this build of TorchSharp.</summary>
public sealed class TorchDevice
{
    private TorchDevice(string name, Device device, Precision precision)
    {
        Name = name;
        Device = device;
        Precision = precision;
    }

    /// <summary>torch-cpu or cuda, with the precision where it is not float32.</summary>
    public string Name { get; }

    /// <summary>How products round. Of a whole process it is one: TensorFloat32 is a switch of the library.</summary>
    public Precision Precision { get; }

    internal Device Device { get; }

    /// <summary>Whether there is a GPU that TorchSharp can use.</summary>
    public static bool HasCuda
    {
        get
        {
            try
            {
                return TorchLibrary.Quietly(() => TryInitializeDeviceType(DeviceType.CUDA));
            }
            catch (Exception e) when (IsLoadFailure(e))
            {
                return false;
            }
        }
    }

    /// <summary>Loads TorchSharp's native library for a device.</summary>
    /// <exception cref="ArgumentException">It cannot be loaded, or there is no such device.</exception>
    public static TorchDevice Open(string name, int threads, Precision precision = Precision.Full)
    {
        var type = string.Equals(name, "cuda", StringComparison.Ordinal) ? DeviceType.CUDA : DeviceType.CPU;
        try
        {
            var device = TorchLibrary.Quietly(() => InitializeDevice(new Device(type)));
            set_num_threads(threads);
            backends.cuda.matmul.allow_tf32 = precision == Precision.TensorFloat32;
            var suffix = precision switch
            {
                Precision.TensorFloat32 => " tf32",
                Precision.BFloat16 => " bfloat16",
                _ => "",
            };
            return new TorchDevice(name + suffix, device, precision);
        }
        catch (Exception e) when (IsLoadFailure(e))
        {
            var needed = type == DeviceType.CUDA
                ? "it needs an NVIDIA GPU, a driver for CUDA 12.8 or later ('nvidia-smi' shows both), and a build with -p:Torch=cuda"
                : "it needs TorchSharp's native library, which a build with -p:Torch=cpu or -p:Torch=cuda brings";
            throw new ArgumentException($"The device {name} cannot be used: {needed}. {TorchLibrary.WhyNot(e)}", e);
        }
    }

    private static bool IsLoadFailure(Exception e) =>
        e is InvalidOperationException or NotSupportedException or DllNotFoundException or TypeInitializationException or EntryPointNotFoundException
            or System.Runtime.InteropServices.ExternalException;
}
