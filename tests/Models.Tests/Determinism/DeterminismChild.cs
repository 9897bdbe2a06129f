using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Models.Engines.Managed.Kernels;

namespace Repro.Models.Tests.Determinism;

/// <summary>What the child process does: one line per fact, <c>name value</c>, on standard output.</summary>
internal static class DeterminismChild
{
    /// <summary><c>--config C --steps N --threads K [--save-at M --file F | --resume F]</c>: trains and prints the parameters' hash.</summary>
    public static int Train(string[] options)
    {
        using var training = new ShortTraining(Required(options, "--config"), Number(options, "--threads"));
        if (Optional(options, "--resume") is { } resumed)
        {
            training.Load(resumed);
        }

        if (Optional(options, "--save-at") is { } saveAt)
        {
            training.RunTo(long.Parse(saveAt, CultureInfo.InvariantCulture));
            training.Save(Required(options, "--file"));
        }

        training.RunTo(Number(options, "--steps"));
        Console.WriteLine($"kernels {KernelSelection.Default().Name}");
        Console.WriteLine($"vector512 {Vector512.IsHardwareAccelerated}");
        Console.WriteLine($"vector256 {Vector256.IsHardwareAccelerated}");
        Console.WriteLine($"vector128 {Vector128.IsHardwareAccelerated}");
        Console.WriteLine($"avx512 {Avx512F.IsSupported}");
        Console.WriteLine($"avx2 {Avx2.IsSupported}");
        Console.WriteLine($"fma {Fma.IsSupported}");
        Console.WriteLine($"loss {training.Loss:R}");
        Console.WriteLine($"hash {training.Hash}");
        return 0;
    }

    /// <summary><c>--config C --threads K</c>: prints what 20 steps allocate after 20 others.</summary>
    public static int MeasureAllocation(string[] options)
    {
        using var training = new ShortTraining(Required(options, "--config"), Number(options, "--threads"));
        training.RunTo(20);
        var thread = GC.GetAllocatedBytesForCurrentThread();
        var process = GC.GetTotalAllocatedBytes(precise: true);
        training.RunTo(40);
        process = GC.GetTotalAllocatedBytes(precise: true) - process;
        thread = GC.GetAllocatedBytesForCurrentThread() - thread;
        Console.WriteLine($"thread {thread}");
        Console.WriteLine($"process {process}");
        return 0;
    }

    private static int Number(string[] options, string name) => int.Parse(Required(options, name), CultureInfo.InvariantCulture);

    private static string Required(string[] options, string name) =>
        Optional(options, name) ?? throw new ArgumentException($"{name} is missing in '{string.Join(' ', options)}'.");

    private static string? Optional(string[] options, string name)
    {
        var at = Array.IndexOf(options, name);
        return at < 0 || at + 1 >= options.Length ? null : options[at + 1];
    }
}
