using Repro.Perf.Work;

namespace Repro.Perf.Columns;

internal sealed class QuestionsPerSecondColumn() : WorkColumn("Questions/s", "Questions handled per second of the median")
{
    protected override string Format => "N0";

    protected override double? Value(WorkloadBenchmark workload, double seconds) => workload.Questions / seconds;
}
