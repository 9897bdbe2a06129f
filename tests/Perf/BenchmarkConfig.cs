using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Loggers;
using Repro.Perf.Columns;

namespace Repro.Perf;

/// <summary>Columns, memory diagnoser and exporters of all benchmarks; results go to artifacts/bench.</summary>
internal sealed class BenchmarkConfig : ManualConfig
{
    public BenchmarkConfig()
    {
        AddLogger(ConsoleLogger.Default);
        AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params, DefaultColumnProviders.Metrics);
        AddColumn(StatisticColumn.Median, StatisticColumn.Min, new GflopsColumn(), new ShareOfPeakColumn(), new QuestionsPerSecondColumn());
        AddDiagnoser(MemoryDiagnoser.Default);
        AddExporter(MarkdownExporter.GitHub, JsonExporter.Full);
        ArtifactsPath = Path.Combine(Repository.Root(), "artifacts", "bench");
        Options |= ConfigOptions.DisableOptimizationsValidator;
    }
}
