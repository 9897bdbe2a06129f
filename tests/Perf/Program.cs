using BenchmarkDotNet.Running;
using Repro.Perf;
using Repro.Perf.Peers;
using Repro.Perf.Roofline;
using Repro.Perf.Scaling;
using Repro.Perf.Scan;
#if TORCH
using System.Globalization;
using Repro.Perf.Torch;
#endif

// "peers" compares with PyTorch in one run, "scaling" one thread with two, "roofline" a step with what bounds it, "scan"
// interventions on one batch as whole and as prepared runs, "torch", in builds with TorchSharp, its engine with PyTorch; everything
// else is BenchmarkDotNet's command line.
switch (args)
{
    case ["peers", .. var sizes]:
        return PeerComparison.Run(sizes);
    case ["scaling"]:
        return ScalingComparison.Run();
    case ["roofline"]:
        return RooflineReport.Run();
#if TORCH
    case ["torch", .. var sizes]:
        return TorchComparison.Run(sizes);
    case [TorchStep.Verb, var size, var threads, var models, var steps]:
        return TorchStep.Run(size, int.Parse(threads, CultureInfo.InvariantCulture), int.Parse(models, CultureInfo.InvariantCulture), int.Parse(steps, CultureInfo.InvariantCulture));
#endif
    case ["scan"]:
        return NodeScan.Run();
}

// In this process: BenchmarkDotNet would look for a project named after the assembly to build one of its own.
var inProcess = args.Contains("--inProcess", StringComparer.Ordinal) ? args : (string[])[.. args, "--inProcess"];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(inProcess, new BenchmarkConfig());
return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
