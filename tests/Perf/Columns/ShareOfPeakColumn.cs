using Repro.Perf.Work;

namespace Repro.Perf.Columns;

/// <summary>The peak is measured in this process, once, just before the table is made: on the same machine and in the same run.</summary>
internal sealed class ShareOfPeakColumn() : WorkColumn("Of peak", "GFLOP/s per thread as a share of the multiply-add peak that a register-only loop reaches in this run")
{
    private static readonly Lazy<double> Peak = new(() => FmaPeak.Measure());

    protected override string Format => "P0";

    protected override double? Value(WorkloadBenchmark workload, double seconds) =>
        workload.Flops / seconds / 1e9 / workload.ThreadCount / Peak.Value;
}
