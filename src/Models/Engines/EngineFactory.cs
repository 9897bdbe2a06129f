#if TORCH
using System.Collections.Concurrent;
#endif
using System.Collections.Immutable;
using Repro.Models.Engines.Managed;
#if TORCH
using Repro.Models.Engines.Torch;
#endif
using Repro.Models.Transformer;

namespace Repro.Models.Engines;

/// <summary>Makes engines for one device: the only place that knows which engines this build contains.</summary>
public sealed class EngineFactory
{
    /// <summary>Environment variable that names the device.</summary>
    public const string Variable = "REPRO_DEVICE";

    /// <summary>Environment variable that names the precision of TorchSharp's products.</summary>
    public const string PrecisionVariable = "REPRO_PRECISION";

    /// <summary>The device of the managed engine, and the only one that gives the same bits everywhere and every time.</summary>
    public const string Cpu = "cpu";

    /// <summary>Most threads of an engine.</summary>
    public const int MostThreads = 256;

    /// <summary>Threads that can share the training of one model: a batch is cut into so many parts.</summary>
    public static int TrainingThreads => GradientComputation.MostShards;

    /// <summary>Devices that this build has engines for.</summary>
    public static ImmutableArray<string> BuiltIn =>
#if TORCH
        Known;
#else
        [Cpu];
#endif

    private const string Cuda = "cuda";

    private static readonly ImmutableArray<string> Known = [Cpu, Cuda, "torch-cpu"];
    private static readonly ImmutableArray<string> Precisions = ["float32", "tf32", "bfloat16"];

#if TORCH
    private readonly TorchDevice? _torch;
    private readonly ConcurrentDictionary<TransformerConfig, TorchGroup> _groups = [];
#endif

    /// <summary>A factory for a device. A device that was asked for is used or refused, never replaced.</summary>
    /// <param name="device">cpu, cuda or torch-cpu; null or empty means cuda where this build has it and it can be used, else cpu.</param>
    /// <param name="threads">Threads of each engine, 1 to <see cref="MostThreads"/>.</param>
    /// <exception cref="ArgumentException">The device is unknown or this build has no engine for it, or the threads are out of range.</exception>
    /// <exception cref="DeviceException">The device is there and runs nothing.</exception>
    public EngineFactory(string? device, int threads)
        : this(string.IsNullOrEmpty(device) ? Default() : device, threads, Asked())
    {
    }

    private EngineFactory(string device, int threads, Precision precision)
    {
        Device = device;
        if (!Known.Contains(Device, StringComparer.Ordinal))
        {
            throw new ArgumentException($"There is no device '{Device}'; there are {string.Join(", ", Known)}.");
        }

        if (threads is < 1 or > MostThreads)
        {
            throw new ArgumentException($"An engine cannot have {threads} threads; it has 1 to {MostThreads}.");
        }

        Threads = threads;
        if (string.Equals(Device, Cpu, StringComparison.Ordinal))
        {
            if (precision != Precision.Full)
            {
                throw new ArgumentException($"{PrecisionVariable} is {Precisions[(int)precision]}; the device cpu has float32 only.");
            }
        }
        else
        {
#if TORCH
            _torch = TorchDevice.Open(Device, threads, precision);
            Device = _torch.Name;
#else
            throw new ArgumentException(
                $"The device {Device} is not in this build, which runs on cpu only; "
                + $"build with -p:Torch={(string.Equals(Device, Cuda, StringComparison.Ordinal) ? "cuda" : "cpu")} to get it.");
#endif
        }
    }

    /// <summary>Where the engines run, with the precision where it is not float32: cpu, cuda, cuda bfloat16.</summary>
    public string Device { get; }

    /// <summary>Threads of each engine.</summary>
    public int Threads { get; }

    /// <summary>A factory for the CPU whatever the variables ask for, where results are to be the same everywhere.</summary>
    public static EngineFactory ForCpu(int threads) => new(Cpu, threads, Precision.Full);

    /// <summary>An engine with zero parameters; the caller disposes it.</summary>
    /// <exception cref="ArgumentException">The config, or the kernels that REPRO_KERNELS asks for, cannot be had.</exception>
    /// <exception cref="DeviceException">The device has no memory left for it.</exception>
    public IEngine Create(TransformerConfig config) =>
#if TORCH
        _torch is not null ? new TorchEngine(config, _torch) :
#endif
        new ManagedEngine(config, Threads);

    /// <summary>
    /// An engine with zero parameters that trains together with others of its shape, where the device gains by that: a GPU, which small
    /// models leave waiting. Each must be trained by a thread of its own, as a step waits for the others' steps. On the CPU it has no more
    /// threads than <see cref="TrainingThreads"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The config, or the kernels that REPRO_KERNELS asks for, cannot be had.</exception>
    /// <exception cref="DeviceException">The device has no memory left for it.</exception>
    public IEngine CreateForTraining(TransformerConfig config) =>
#if TORCH
        _torch is not null
            ? new TorchEngine(config, _torch, _groups.GetOrAdd(config, _ => new TorchGroup())) :
#endif
        new ManagedEngine(config, Math.Min(Threads, TrainingThreads));

    private static Precision Asked()
    {
        var text = Environment.GetEnvironmentVariable(PrecisionVariable);
        var index = string.IsNullOrEmpty(text) ? 0 : Precisions.IndexOf(text, StringComparer.Ordinal);
        return index >= 0
            ? (Precision)index
            : throw new ArgumentException($"{PrecisionVariable} is '{text}'; there are {string.Join(", ", Precisions)}.");
    }

    private static string Default() =>
#if TORCH
        TorchDevice.HasCuda ? Cuda :
#endif
        Cpu;
}
