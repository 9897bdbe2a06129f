using BenchmarkDotNet.Running;
using Repro.Perf;
using Repro.Perf.Peers;

// "peers" compares with PyTorch in one run; everything else is BenchmarkDotNet's own command line.
if (args is ["peers", .. var rest])
{
    return PeerComparison.Run(rest);
}

var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(args, new BenchmarkConfig());
return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
