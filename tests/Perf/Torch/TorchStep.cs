using System.Diagnostics;
using System.Globalization;
using Repro.Models.Engines;
using Repro.Models.Engines.Torch;
using Repro.Models.Transformer;
using Repro.Perf.Peers;
using Repro.Perf.Work;

namespace Repro.Perf.Torch;

/// <summary>
/// Times the TorchSharp engine's step in a process of its own, as its libraries read their settings when they are loaded. Prints the median
/// milliseconds of a step of all models, and the device's name.
/// </summary>
internal static class TorchStep
{
    public const string Verb = "torch-step";

    public static int Run(string size, int threads, int models, int steps)
    {
        var plan = Sizes.Plan(size);
        var batch = Sizes.FirstBatch(plan);
        var isCuda = TorchDevice.HasCuda;
        var device = isCuda ? "cuda" : "torch-cpu";
        using var stack = new TorchModels(new ParameterLayout(plan.Config), models, TorchDevice.Open(device, threads).Device, Precision.Full);
        for (var model = 0; model < models; model++)
        {
            stack.Weights.Import(Parameters.Initialise(plan.Config, plan.Recipe.Seed + (ulong)model), stack.Weights.Values, model);
        }

        var batches = Enumerable.Repeat(batch, models).ToArray();
        var times = new double[steps];
        for (var step = -Math.Max(3, steps / 5); step < steps; step++)
        {
            var start = Stopwatch.GetTimestamp();
            stack.ComputeGradients(batches, plan.Layout.LossPositions.AsSpan());
            stack.Update([.. Enumerable.Repeat(new AdamWStep(Math.Max(step + 1, 1), plan.Recipe.LearningRate), models)]);
            if (isCuda)
            {
                // Kernels run behind the program that asks for them.
                TorchSharp.torch.cuda.synchronize();
            }

            if (step >= 0)
            {
                times[step] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{PeerComparison.Median(times):R} {device}"));
        return 0;
    }
}
