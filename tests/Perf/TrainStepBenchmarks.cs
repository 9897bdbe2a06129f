using BenchmarkDotNet.Attributes;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed;
using Repro.Models.Transformer;
using Repro.Perf.Work;

namespace Repro.Perf;

/// <summary>One training step of batch 64, the making of its questions included.</summary>
public class TrainStepBenchmarks : WorkloadBenchmark
{
    private TrainingPlan _plan = null!;
    private ArithmeticTrainingData _data = null!;
    private ManagedEngine _engine = null!;
    private TokenBatch _batch = null!;
    private int _step;

    [Params(
        "add_d5_l2_h3", "add_d6_l2_h3", "add_d10_l2_h3", "add_d15_l2_h3", "mix_d6_l3_h4", "mix_d13_l3_h4",
        "paper:add_d6_l2_h3", "paper:mix_d6_l3_h4")]
    public string Size { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    public override int ThreadCount => Threads;

    public override int Questions => Sizes.Plan(Size).Recipe.BatchSize;

    public override double Flops
    {
        get
        {
            var plan = Sizes.Plan(Size);
            var positions = plan.Layout.LossPositions;
            return TransformerFlops.Step(plan.Config, plan.Recipe.BatchSize, positions, Sizes.DistinctPairs(Sizes.FirstBatch(plan), positions));
        }
    }

    [GlobalSetup]
    public void Setup()
    {
        _plan = Sizes.Plan(Size);
        _data = _plan.CreateData();
        _batch = Sizes.FirstBatch(_plan);
        _engine = new ManagedEngine(_plan.Config, Threads);
        _engine.SetParameters(Parameters.Initialise(_plan.Config, _plan.Recipe.Seed));
    }

    [GlobalCleanup]
    public void Cleanup() => _engine.Dispose();

    [Benchmark]
    public double TrainStep()
    {
        _data.Fill(_step++, _batch);
        return _engine.TrainStep(_batch, _data.LossPositions.AsSpan(), new AdamWStep(_step, 1e-4)).Loss;
    }
}
