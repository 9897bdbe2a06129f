using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace Repro.Models.Tests.Benchmarks;

/// <summary>
/// The benchmarks run. Times and allocations are not judged here: one cold call says nothing of either, and the allocations of a
/// warm step are a test of their own.
/// </summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class BenchmarkTests
{
    [Fact]
    public void Benchmarks_DryInProcess_AllRun()
    {
        var folder = Directory.CreateTempSubdirectory("repro-bench-").FullName;
        try
        {
            // One size of each class; names that no benchmark has would leave fewer result files.
            ChildProcess.Output(
                "Repro.Perf.dll",
                ["--job", "dry", "--inProcess", "--artifacts", folder, "--filter", "*add_d5_l2_h3*", "*RowKernel*", "*144x96x96*"]);

            var measured = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var file in Directory.GetFiles(Path.Combine(folder, "results"), "*-full.json"))
            {
                using var report = JsonDocument.Parse(File.ReadAllText(file));
                foreach (var benchmark in report.RootElement.GetProperty("Benchmarks").EnumerateArray())
                {
                    var name = benchmark.GetProperty("Type").GetString()!;
                    measured[name] = measured.GetValueOrDefault(name) + 1;
                    benchmark.GetProperty("Statistics").GetProperty("N").GetInt32().Should().BePositive();
                }
            }

            measured.Should().BeEquivalentTo(new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["TrainStepBenchmarks"] = 2,
                ["ForwardBenchmarks"] = 4,
                ["ProductBenchmarks"] = 2,
                ["RowKernelBenchmarks"] = 12,
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
