using Repro.Perf.Work;

namespace Repro.Perf.Columns;

internal sealed class GflopsColumn() : WorkColumn("GFLOP/s", "Operations that the mathematics needs, per second of the median")
{
    protected override string Format => "F1";

    protected override double? Value(WorkloadBenchmark workload, double seconds) => workload.Flops / seconds / 1e9;
}
