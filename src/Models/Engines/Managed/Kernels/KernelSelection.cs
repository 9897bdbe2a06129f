using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Repro.Models.Engines.Managed.Kernels.Simd;

namespace Repro.Models.Engines.Managed.Kernels;

/// <summary>
/// The kernels of this processor: the first row of the table that it supports, or the one that the environment variable
/// REPRO_KERNELS names.
/// </summary>
internal static class KernelSelection
{
    /// <summary>The environment variable that forces one row.</summary>
    public const string Variable = "REPRO_KERNELS";

    private static readonly (string Name, bool Supported, Func<KernelSet> Create)[] Table =
    [
        ("avx512", Avx512F.IsSupported, () => new SimdKernels<Block512, Avx512Tiles>("avx512")),
        ("avx2", Avx2.IsSupported && Fma.IsSupported, () => new SimdKernels<Block256x2, Avx2Tiles>("avx2")),
        ("neon", AdvSimd.Arm64.IsSupported, () => new SimdKernels<Block128x4, NeonTiles>("neon")),
        ("scalar", true, () => new ScalarKernels()),
    ];

    /// <summary>Names of the kernels that run on this processor, fastest first.</summary>
    public static IEnumerable<string> Supported => Table.Where(row => row.Supported).Select(row => row.Name);

    /// <summary>The kernels to use.</summary>
    public static KernelSet Default()
    {
        var forced = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(forced) ? Table.First(row => row.Supported).Create() : Named(forced);
    }

    /// <summary>The kernels of that name.</summary>
    /// <exception cref="ArgumentException">The name is unknown or the processor lacks the instructions.</exception>
    public static KernelSet Named(string name)
    {
        foreach (var row in Table)
        {
            if (string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return row.Supported
                    ? row.Create()
                    : throw new ArgumentException($"{Variable}={name}: this processor lacks these instructions; it supports {string.Join(", ", Supported)}.");
            }
        }

        throw new ArgumentException($"{Variable}={name}: unknown; use one of {string.Join(", ", Table.Select(row => row.Name))}.");
    }
}
