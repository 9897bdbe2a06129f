using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Models.Engines.Torch;

/// <summary>A device of this build of TorchSharp.</summary>
public sealed class TorchDevice
{
    internal TorchDevice(string name, Device device, Precision precision)
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

    /// <summary>Whether there is a GPU that TorchSharp can use, which includes that libtorch has kernels for it.</summary>
    public static bool HasCuda
    {
        get
        {
            try
            {
                var isThere = TorchLibrary.Quietly(() => TryInitializeDeviceType(DeviceType.CUDA));
                if (isThere)
                {
                    Try(CUDA);
                }

                return isThere;
            }
            catch (Exception e) when (IsLoadFailure(e))
            {
                return false;
            }
        }
    }

    /// <summary>Loads TorchSharp's native library for a device.</summary>
    /// <exception cref="ArgumentException">It cannot be loaded, or there is no such device.</exception>
    /// <exception cref="DeviceException">The device is there and runs nothing.</exception>
    public static TorchDevice Open(string name, int threads, Precision precision = Precision.Full) =>
        Open(name, string.Equals(name, "cuda", StringComparison.Ordinal) ? DeviceType.CUDA : DeviceType.CPU, threads, precision);

    /// <summary>The same for a device of any type.</summary>
    internal static TorchDevice Open(string name, DeviceType type, int threads, Precision precision)
    {
        try
        {
            var device = TorchLibrary.Quietly(() => InitializeDevice(new Device(type)));
            Try(device);
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
        catch (ExternalException e)
        {
            throw new DeviceException(
                $"The device {name} is there and runs nothing: libtorch may have no kernels for a GPU of its compute capability, or its memory is in use. "
                + $"TorchSharp says: {TorchFailure.FirstLine(e)}",
                e);
        }
        catch (Exception e) when (IsLoadFailure(e))
        {
            var needed = type == DeviceType.CUDA
                ? "it needs an NVIDIA GPU, a driver for CUDA 12.8 or later ('nvidia-smi' shows both), and a build with -p:Torch=cuda"
                : "it needs TorchSharp's native library, which a build with -p:Torch=cpu or -p:Torch=cuda brings";
            throw new ArgumentException($"The device {name} cannot be used: {needed}. {TorchLibrary.WhyNot(e)}", e);
        }
    }

    // A GPU for which libtorch has no kernels is found as any other and fails at the first operation.
    private static void Try(Device device)
    {
        using var scope = NewDisposeScope();
        _ = ones(1, device: device).add(1).cpu();
    }

    private static bool IsLoadFailure(Exception e) =>
        e is InvalidOperationException or NotSupportedException or DllNotFoundException or TypeInitializationException or EntryPointNotFoundException
            or ExternalException;
}
